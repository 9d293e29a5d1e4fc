import spacy

TEXT = "Thực hiện Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 và Quyết định số 749/QĐ-TTg ngày 03/6/2020."


def test_citations_are_spans_with_their_fields():
    nlp = spacy.blank("xx")
    nlp.add_pipe("trichluc_citations")
    doc = nlp(TEXT)
    spans = list(doc.spans["citations"])
    assert [span.text for span in spans] == [
        "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020",
        "Quyết định số 749/QĐ-TTg ngày 03/6/2020",
    ]
    assert [span.label_ for span in spans] == ["Nghị định", "Quyết định"]
    assert spans[0]._.citation.key == "vn:cp:nd:2020:30"


def test_the_key_of_the_spans_can_be_chosen_and_a_text_without_citations_has_none():
    nlp = spacy.blank("xx")
    nlp.add_pipe("trichluc_citations", config={"spans_key": "văn bản"})
    doc = nlp("Không có gì.")
    assert len(doc.spans["văn bản"]) == 0
