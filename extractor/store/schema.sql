-- The tables of a trichluc database. docs/tables.md says what each column holds.
-- Ids are text and made from content, see keys.py. The tables of facts have a hidden integer rowid, which the writer
-- sets (keys.py), so that rows stand in the same order whenever they were written. A VACUUM may number rowids anew, so
-- the full-text index points to search_rowid. The other tables are stored by their key, which saves a step in joins.

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    options_key TEXT NOT NULL,
    extractor_version TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    counts TEXT
);

CREATE TABLE failures (
    id TEXT NOT NULL PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    path TEXT NOT NULL,
    sha256 TEXT,
    stage TEXT NOT NULL,
    page INTEGER,
    error TEXT NOT NULL,
    hint TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 1,
    extractor_version TEXT NOT NULL,
    options_key TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE organisations (
    id TEXT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    code TEXT,
    kind TEXT,
    place TEXT,
    valid_from TEXT,
    valid_to TEXT
) WITHOUT ROWID;

CREATE TABLE instruments (
    id TEXT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    doc_type TEXT,
    number TEXT,
    symbol TEXT,
    year INTEGER,
    identifier TEXT,
    issuer TEXT,
    issuer_id TEXT REFERENCES organisations(id) DEFERRABLE INITIALLY DEFERRED,
    issued_on TEXT,
    title TEXT,
    title_from TEXT,
    also TEXT NOT NULL DEFAULT '[]',
    times_cited INTEGER NOT NULL DEFAULT 0,
    cited_in INTEGER NOT NULL DEFAULT 0,
    first_citing_period TEXT,
    last_citing_period TEXT,
    anomalies INTEGER NOT NULL DEFAULT 0,
    citation_rank INTEGER,
    document_id TEXT REFERENCES documents(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;

CREATE TABLE instrument_keys (
    key TEXT NOT NULL PRIMARY KEY,
    instrument_id TEXT NOT NULL REFERENCES instruments(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;

CREATE TABLE instrument_links (
    subject_id TEXT NOT NULL REFERENCES instruments(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    relation TEXT NOT NULL,
    object_id TEXT NOT NULL REFERENCES instruments(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    source TEXT NOT NULL,
    PRIMARY KEY (subject_id, relation, object_id)
) WITHOUT ROWID;

CREATE TABLE instrument_words (
    word TEXT NOT NULL PRIMARY KEY,
    instruments INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE indicators (
    id TEXT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_en TEXT,
    unit TEXT,
    family TEXT,
    form INTEGER,
    origin TEXT NOT NULL DEFAULT 'corpus',
    time TEXT,
    better TEXT,
    numerator TEXT,
    denominator TEXT,
    parent_id TEXT REFERENCES indicators(id) DEFERRABLE INITIALLY DEFERRED,
    same_as_id TEXT REFERENCES indicators(id) DEFERRABLE INITIALLY DEFERRED,
    times INTEGER NOT NULL DEFAULT 0,
    documents INTEGER NOT NULL DEFAULT 0,
    plain TEXT NOT NULL DEFAULT '',
    sort_key TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE indicator_prints (
    id TEXT NOT NULL PRIMARY KEY,
    indicator_id TEXT NOT NULL REFERENCES indicators(id) DEFERRABLE INITIALLY DEFERRED,
    label TEXT NOT NULL,
    "under" TEXT,
    unit TEXT,
    score REAL NOT NULL,
    times INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    plain TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE indicator_decisions (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT,
    label TEXT,
    "under" TEXT,
    unit TEXT,
    target TEXT NOT NULL,
    name TEXT,
    line INTEGER NOT NULL
);

CREATE TABLE documents (
    id TEXT NOT NULL PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    file_name TEXT NOT NULL,
    path TEXT NOT NULL,
    page_count INTEGER NOT NULL,
    doc_type TEXT,
    number TEXT,
    symbol TEXT,
    identifier TEXT,
    instrument_key TEXT,
    instrument_id TEXT REFERENCES instruments(id) DEFERRABLE INITIALLY DEFERRED,
    issuer TEXT,
    issuer_key TEXT,
    issuer_id TEXT REFERENCES organisations(id) DEFERRABLE INITIALLY DEFERRED,
    place TEXT,
    issued_on TEXT,
    title TEXT,
    period_kind TEXT,
    period_start TEXT,
    period_end TEXT,
    period_label TEXT,
    as_of TEXT,
    signer TEXT,
    signed_by TEXT,
    signed_at TEXT,
    family TEXT,
    head_confidence TEXT NOT NULL DEFAULT '{}',
    text_layer TEXT NOT NULL,
    status TEXT NOT NULL,
    extractor_version TEXT NOT NULL,
    options_key TEXT NOT NULL,
    extracted_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sources (
    sha256 TEXT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (sha256, path)
) WITHOUT ROWID;

CREATE TABLE pages (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    width REAL NOT NULL,
    height REAL NOT NULL,
    rotation INTEGER NOT NULL,
    text TEXT NOT NULL,
    folded TEXT NOT NULL,
    text_layer TEXT NOT NULL,
    text_reason TEXT,
    encoding TEXT,
    ocr_confidence REAL,
    hidden_text TEXT,
    filled_in TEXT,
    search_rowid INTEGER NOT NULL,
    UNIQUE (document_id, number)
);

CREATE TABLE sections (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    parent_id TEXT REFERENCES sections(id) DEFERRABLE INITIALLY DEFERRED,
    level INTEGER NOT NULL,
    label TEXT NOT NULL,
    title TEXT NOT NULL,
    page INTEGER NOT NULL,
    raw TEXT NOT NULL,
    boxes TEXT NOT NULL,
    method TEXT NOT NULL,
    confidence REAL NOT NULL
);

CREATE TABLE footnotes (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    number TEXT NOT NULL,
    text TEXT NOT NULL,
    folded TEXT NOT NULL,
    page INTEGER NOT NULL,
    page_end INTEGER NOT NULL,
    marker_page INTEGER,
    marker_region TEXT,
    marker_before TEXT,
    marker_box TEXT,
    sentence TEXT,
    section_id TEXT REFERENCES sections(id) DEFERRABLE INITIALLY DEFERRED,
    raw TEXT NOT NULL,
    boxes TEXT NOT NULL,
    method TEXT NOT NULL,
    confidence REAL NOT NULL,
    search_rowid INTEGER NOT NULL
);

CREATE TABLE tables (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    label TEXT,
    title TEXT,
    page INTEGER NOT NULL,
    page_end INTEGER NOT NULL,
    n_rows INTEGER NOT NULL,
    n_cols INTEGER NOT NULL,
    header TEXT NOT NULL,
    is_form INTEGER NOT NULL,
    section_id TEXT REFERENCES sections(id) DEFERRABLE INITIALLY DEFERRED,
    boxes TEXT NOT NULL,
    method TEXT NOT NULL,
    confidence REAL NOT NULL
);

CREATE TABLE table_columns (
    id TEXT NOT NULL PRIMARY KEY,
    table_id TEXT NOT NULL REFERENCES tables(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    head TEXT NOT NULL,
    role TEXT NOT NULL,
    unit TEXT,
    scenario TEXT,
    change TEXT,
    base TEXT,
    period_start TEXT,
    period_end TEXT,
    as_of TEXT,
    place TEXT,
    formula TEXT,
    confidence REAL NOT NULL
);

CREATE TABLE table_rows (
    id TEXT NOT NULL PRIMARY KEY,
    table_id TEXT NOT NULL REFERENCES tables(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    stt TEXT,
    label TEXT,
    unit TEXT,
    value_raw TEXT,
    value REAL,
    value_kind TEXT,
    note TEXT,
    note_is_merged INTEGER NOT NULL,
    level INTEGER NOT NULL,
    parent_id TEXT REFERENCES table_rows(id) DEFERRABLE INITIALLY DEFERRED,
    is_heading INTEGER NOT NULL,
    place TEXT,
    indicator_id TEXT REFERENCES indicators(id) DEFERRABLE INITIALLY DEFERRED,
    indicator_score REAL,
    page INTEGER NOT NULL,
    page_end INTEGER NOT NULL,
    cells TEXT NOT NULL,
    text TEXT NOT NULL,
    folded TEXT NOT NULL,
    boxes TEXT NOT NULL,
    method TEXT NOT NULL,
    confidence REAL NOT NULL,
    search_rowid INTEGER NOT NULL
);

CREATE TABLE citations (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    key TEXT,
    instrument_id TEXT REFERENCES instruments(id) DEFERRABLE INITIALLY DEFERRED,
    page INTEGER NOT NULL,
    page_end INTEGER NOT NULL,
    location TEXT NOT NULL,
    footnote_id TEXT REFERENCES footnotes(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    table_row_id TEXT REFERENCES table_rows(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    raw TEXT NOT NULL,
    doc_type TEXT,
    number TEXT,
    symbol TEXT,
    identifier TEXT,
    year INTEGER,
    year_source TEXT,
    issued_on TEXT,
    issuer TEXT,
    title TEXT,
    relation TEXT,
    relation_trigger TEXT,
    relation_from TEXT,
    pinpoint TEXT,
    range_end TEXT,
    via TEXT,
    unit TEXT,
    organs TEXT,
    date_error TEXT,
    issuer_conflict TEXT,
    lang TEXT,
    issuer_from TEXT,
    organ_known INTEGER,
    place_from TEXT,
    url TEXT,
    sentence TEXT,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    boxes TEXT NOT NULL,
    status TEXT NOT NULL,
    evidence TEXT,
    method TEXT NOT NULL,
    confidence REAL NOT NULL,
    key_confidence REAL
);

CREATE TABLE dates (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    page INTEGER NOT NULL,
    page_end INTEGER NOT NULL,
    location TEXT NOT NULL,
    footnote_id TEXT REFERENCES footnotes(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    table_row_id TEXT REFERENCES table_rows(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    raw TEXT NOT NULL,
    start TEXT,
    "end" TEXT,
    precision TEXT NOT NULL,
    role TEXT,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    boxes TEXT NOT NULL,
    method TEXT NOT NULL,
    confidence REAL NOT NULL
);

CREATE TABLE figures (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    page INTEGER NOT NULL,
    page_end INTEGER NOT NULL,
    location TEXT NOT NULL,
    table_row_id TEXT REFERENCES table_rows(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    table_column_id TEXT REFERENCES table_columns(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    footnote_id TEXT REFERENCES footnotes(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    indicator_id TEXT REFERENCES indicators(id) DEFERRABLE INITIALLY DEFERRED,
    indicator_score REAL,
    label TEXT,
    raw TEXT NOT NULL,
    value REAL,
    unit TEXT,
    qualifier TEXT,
    period_start TEXT,
    period_end TEXT,
    as_of TEXT,
    time_from TEXT,
    scope TEXT,
    scenario TEXT,
    change TEXT,
    base TEXT,
    base_figure_id TEXT REFERENCES figures(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    place TEXT,
    link TEXT,
    linked_figure_id TEXT REFERENCES figures(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    other_reading TEXT,
    sentence TEXT,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    boxes TEXT NOT NULL,
    method TEXT NOT NULL,
    confidence REAL NOT NULL
);

CREATE TABLE mentions (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    organisation_key TEXT NOT NULL,
    organisation_id TEXT REFERENCES organisations(id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    role TEXT,
    place_raw TEXT,
    place_from TEXT,
    organ_known INTEGER NOT NULL,
    existed INTEGER,
    page INTEGER NOT NULL,
    page_end INTEGER NOT NULL,
    location TEXT NOT NULL,
    footnote_id TEXT REFERENCES footnotes(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    table_row_id TEXT REFERENCES table_rows(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    raw TEXT NOT NULL,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    boxes TEXT NOT NULL,
    method TEXT NOT NULL,
    confidence REAL NOT NULL
);

CREATE TABLE checks (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    origin TEXT NOT NULL,
    instrument_id TEXT REFERENCES instruments(id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    statement TEXT NOT NULL,
    expected REAL,
    actual REAL,
    difference REAL,
    holds INTEGER NOT NULL,
    severity TEXT NOT NULL,
    page INTEGER,
    figure_ids TEXT NOT NULL,
    citation_ids TEXT NOT NULL DEFAULT '[]',
    explanation TEXT NOT NULL,
    boxes TEXT NOT NULL DEFAULT '[]',
    confidence REAL NOT NULL
);

CREATE TABLE citation_candidates (
    citation_id TEXT NOT NULL REFERENCES citations(id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    instrument_id TEXT REFERENCES instruments(id) DEFERRABLE INITIALLY DEFERRED,
    reason TEXT NOT NULL,
    PRIMARY KEY (citation_id, key)
) WITHOUT ROWID;

CREATE TABLE instrument_relations (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    subject_id TEXT REFERENCES instruments(id) DEFERRABLE INITIALLY DEFERRED,
    relation TEXT NOT NULL,
    object_id TEXT REFERENCES instruments(id) DEFERRABLE INITIALLY DEFERRED,
    subject_citation_id TEXT NOT NULL REFERENCES citations(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    object_citation_id TEXT NOT NULL REFERENCES citations(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    "trigger" TEXT NOT NULL,
    page INTEGER NOT NULL,
    page_end INTEGER NOT NULL,
    location TEXT NOT NULL,
    footnote_id TEXT REFERENCES footnotes(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    table_row_id TEXT REFERENCES table_rows(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    raw TEXT NOT NULL,
    sentence TEXT,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    boxes TEXT NOT NULL,
    method TEXT NOT NULL,
    confidence REAL NOT NULL
);

CREATE TABLE citation_edges (
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    instrument_id TEXT NOT NULL REFERENCES instruments(id) DEFERRABLE INITIALLY DEFERRED,
    relation TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (document_id, instrument_id, relation)
) WITHOUT ROWID;

CREATE TABLE corrections (
    id TEXT NOT NULL PRIMARY KEY,
    document_id TEXT REFERENCES documents(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    table_name TEXT,
    fact TEXT,
    field TEXT NOT NULL,
    read_value TEXT,
    value TEXT,
    reason TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_on TEXT NOT NULL,
    line INTEGER NOT NULL,
    state TEXT NOT NULL,
    remark TEXT
) WITHOUT ROWID;

-- What the pass over the corpus keeps for the next one; docs/architecture.md, "The pass over the corpus", says how. The
-- triggers below fill the first two, so that whoever changes a document need not know who counts it.
CREATE TABLE pass_uncounted (
    sha256 TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE pass_unsearched (
    sha256 TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE pass_ledger (
    sha256 TEXT NOT NULL,
    part TEXT NOT NULL,
    counted BLOB NOT NULL,
    PRIMARY KEY (sha256, part)
);

CREATE TABLE pass_tallies (
    owner TEXT NOT NULL,
    what TEXT NOT NULL,
    value TEXT NOT NULL,
    times INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    PRIMARY KEY (owner, what, value)
) WITHOUT ROWID;

-- How many rows each document has, to tell totals without counting all.
CREATE TABLE pass_sizes (
    sha256 TEXT NOT NULL PRIMARY KEY,
    pages INTEGER NOT NULL,
    citations INTEGER NOT NULL,
    footnotes INTEGER NOT NULL,
    figures INTEGER NOT NULL,
    tables INTEGER NOT NULL
) WITHOUT ROWID;

-- Instruments that came, changed or went since their index was made, with what it was made of; null for those that came.
CREATE TABLE pass_unindexed (
    instrument_id TEXT NOT NULL PRIMARY KEY,
    citation_rank INTEGER,
    sources TEXT
) WITHOUT ROWID;

-- Which documents print a key of which the corpus says what it names.
CREATE TABLE pass_printed (
    key TEXT NOT NULL,
    document_id TEXT NOT NULL,
    PRIMARY KEY (key, document_id)
) WITHOUT ROWID;

-- What is told of an instrument at each document that prints the same.
CREATE TABLE pass_told (
    key TEXT NOT NULL,
    what TEXT NOT NULL,
    value TEXT NOT NULL,
    told TEXT NOT NULL,
    PRIMARY KEY (key, what, value)
) WITHOUT ROWID;

-- What instruments do to others, whether the corpus knows these or not.
CREATE TABLE pass_links (
    subject TEXT NOT NULL,
    relation TEXT NOT NULL,
    object TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (subject, relation, object)
) WITHOUT ROWID;

CREATE TABLE pass_state (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- What is counted of indicators: each label with its unit, by a number that the ledger names it by; each indicator; and
-- the families of reports and the indicators above that it is met under.
CREATE TABLE pass_prints (
    number INTEGER PRIMARY KEY,
    indicator_id TEXT NOT NULL,
    label TEXT NOT NULL,
    unit TEXT,
    "under" TEXT,
    score REAL NOT NULL,
    met INTEGER NOT NULL DEFAULT 0,
    times INTEGER NOT NULL DEFAULT 0,
    documents INTEGER NOT NULL DEFAULT 0,
    cells INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE pass_indicators (
    id TEXT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL,
    times INTEGER NOT NULL DEFAULT 0,
    documents INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE pass_indicator_values (
    indicator_id TEXT NOT NULL,
    what TEXT NOT NULL,
    value TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (indicator_id, what, value)
) WITHOUT ROWID;

-- The labels by which indicators of the corpus are grouped, what they are found by, and which are alike.
CREATE TABLE pass_labels (
    indicator_id TEXT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL,
    label TEXT NOT NULL,
    unit TEXT,
    "under" TEXT,
    documents INTEGER NOT NULL,
    of_cells INTEGER NOT NULL,
    leader_id TEXT,
    group_documents INTEGER
) WITHOUT ROWID;

CREATE TABLE pass_label_handles (
    handle INTEGER NOT NULL,
    indicator_id TEXT NOT NULL,
    PRIMARY KEY (handle, indicator_id)
) WITHOUT ROWID;

CREATE TABLE pass_label_pairs (
    one_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    likeness REAL NOT NULL,
    PRIMARY KEY (one_id, other_id)
) WITHOUT ROWID;

-- What labels were found to be like in the registry, by a digest of label, unit and what they stand under.
CREATE TABLE pass_readings (
    asked BLOB NOT NULL PRIMARY KEY,
    answer TEXT NOT NULL
) WITHOUT ROWID;

-- The office, family and year of each report that can be compared, and the documents whose office changed since.
CREATE TABLE pass_series (
    sha256 TEXT NOT NULL PRIMARY KEY,
    office TEXT NOT NULL,
    family TEXT NOT NULL,
    year TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE pass_moved (
    sha256 TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

-- Every foreign key has an index: replacing a document deletes its rows, and each delete looks its children up.
CREATE INDEX failures_sha256 ON failures(sha256);
CREATE INDEX tables_section ON tables(section_id);
CREATE INDEX failures_path ON failures(path);
CREATE INDEX failures_run ON failures(run_id);
CREATE INDEX instruments_identifier ON instruments(identifier);
CREATE INDEX instruments_times_cited ON instruments(times_cited);
CREATE INDEX instruments_citation_rank ON instruments(citation_rank);
CREATE INDEX instruments_issuer ON instruments(issuer_id, issuer);
CREATE INDEX instruments_facets
    ON instruments(doc_type, year, issuer_id, document_id, anomalies, citation_rank, issued_on);
CREATE INDEX instruments_issued_on ON instruments(issued_on, citation_rank);
CREATE INDEX instruments_document ON instruments(document_id) WHERE document_id IS NOT NULL;
CREATE INDEX instrument_keys_instrument ON instrument_keys(instrument_id);
CREATE INDEX pass_links_object ON pass_links(object);
CREATE INDEX instrument_links_object ON instrument_links(object_id);
CREATE INDEX corrections_document ON corrections(document_id) WHERE document_id IS NOT NULL;
CREATE INDEX corrections_fact ON corrections(fact);
CREATE INDEX indicators_parent ON indicators(parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX indicators_same_as ON indicators(same_as_id) WHERE same_as_id IS NOT NULL;
CREATE INDEX indicator_prints_indicator ON indicator_prints(indicator_id);
-- What a run asks of all documents before it reads anything.
CREATE INDEX documents_reading ON documents(sha256, extractor_version, options_key, status);
CREATE INDEX documents_place_period ON documents(place, period_start);
CREATE INDEX documents_instrument ON documents(instrument_id) WHERE instrument_id IS NOT NULL;
CREATE INDEX documents_issuer ON documents(issuer_id, period_start) WHERE issuer_id IS NOT NULL;
CREATE INDEX sections_document ON sections(document_id);
CREATE INDEX sections_parent ON sections(parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX footnotes_document ON footnotes(document_id);
CREATE INDEX footnotes_section ON footnotes(section_id) WHERE section_id IS NOT NULL;
CREATE INDEX tables_document ON tables(document_id);
CREATE INDEX table_rows_table ON table_rows(table_id);
CREATE INDEX table_rows_document ON table_rows(document_id);
CREATE INDEX table_rows_parent ON table_rows(parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX table_rows_indicator ON table_rows(indicator_id, document_id) WHERE indicator_id IS NOT NULL;
CREATE INDEX citations_document ON citations(document_id);
CREATE INDEX citations_instrument ON citations(instrument_id, location, document_id, page, relation)
    WHERE instrument_id IS NOT NULL;
-- The first places of a printed date, and all dates of an instrument.
CREATE INDEX citations_dated ON citations(instrument_id, issued_on, document_id, page)
    WHERE instrument_id IS NOT NULL AND issued_on IS NOT NULL AND location <> 'header';
CREATE INDEX citations_identifier ON citations(identifier) WHERE identifier IS NOT NULL;
CREATE INDEX citations_footnote ON citations(footnote_id) WHERE footnote_id IS NOT NULL;
CREATE INDEX citations_unknown_organ ON citations(symbol, issuer) WHERE organ_known = 0;
CREATE INDEX citations_table_row ON citations(table_row_id) WHERE table_row_id IS NOT NULL;
CREATE INDEX dates_document ON dates(document_id);
CREATE INDEX dates_footnote ON dates(footnote_id) WHERE footnote_id IS NOT NULL;
CREATE INDEX dates_table_row ON dates(table_row_id) WHERE table_row_id IS NOT NULL;
CREATE INDEX figures_document ON figures(document_id);
CREATE INDEX figures_linked ON figures(linked_figure_id) WHERE linked_figure_id IS NOT NULL;
CREATE INDEX figures_indicator ON figures(indicator_id, document_id, method) WHERE indicator_id IS NOT NULL;
-- Few figures name a place of their own, so that those of some provinces are found without a look at all others.
CREATE INDEX figures_place ON figures(indicator_id, place, document_id)
    WHERE indicator_id IS NOT NULL AND place IS NOT NULL;
-- Labels of running text, to see which of them a second document prints.
CREATE INDEX figures_text ON figures(label, unit, document_id)
    WHERE location <> 'table' AND label <> '' AND unit IS NOT NULL;
CREATE INDEX figures_footnote ON figures(footnote_id) WHERE footnote_id IS NOT NULL;
CREATE INDEX table_columns_table ON table_columns(table_id);
-- What a form's column says of its rows, for the comparison, without a look at the column itself.
CREATE INDEX table_columns_measure
    ON table_columns(table_id, scenario, change, period_start, period_end, as_of, place) WHERE role = 'measure';
CREATE INDEX table_columns_document ON table_columns(document_id);
CREATE INDEX figures_base ON figures(base_figure_id) WHERE base_figure_id IS NOT NULL;
CREATE INDEX figures_table_column ON figures(table_column_id) WHERE table_column_id IS NOT NULL;
CREATE INDEX figures_table_row ON figures(table_row_id) WHERE table_row_id IS NOT NULL;
CREATE INDEX mentions_document ON mentions(document_id);
CREATE INDEX mentions_organisation ON mentions(organisation_id) WHERE organisation_id IS NOT NULL;
CREATE INDEX mentions_footnote ON mentions(footnote_id) WHERE footnote_id IS NOT NULL;
CREATE INDEX mentions_table_row ON mentions(table_row_id) WHERE table_row_id IS NOT NULL;
CREATE INDEX mentions_unknown_organ ON mentions(name, raw) WHERE organ_known = 0;
CREATE INDEX checks_document ON checks(document_id);
-- What the list of findings needs of all of them: most checks hold, and their statements are long.
CREATE INDEX checks_failing ON checks(document_id, severity, kind, page, confidence) WHERE holds = 0;
CREATE INDEX checks_series ON checks(document_id) WHERE origin = 'corpus' AND kind IN ('period', 'restated');
CREATE INDEX checks_instrument ON checks(instrument_id) WHERE instrument_id IS NOT NULL;
CREATE INDEX pass_prints_indicator ON pass_prints(indicator_id, label);
CREATE INDEX pass_labels_leader ON pass_labels(leader_id) WHERE leader_id <> indicator_id;
CREATE INDEX citation_candidates_instrument ON citation_candidates(instrument_id) WHERE instrument_id IS NOT NULL;
CREATE INDEX instrument_relations_document ON instrument_relations(document_id);
CREATE INDEX instrument_relations_subject ON instrument_relations(subject_id) WHERE subject_id IS NOT NULL;
CREATE INDEX instrument_relations_object ON instrument_relations(object_id) WHERE object_id IS NOT NULL;
CREATE INDEX instrument_relations_subject_citation ON instrument_relations(subject_citation_id);
CREATE INDEX instrument_relations_object_citation ON instrument_relations(object_citation_id);
CREATE INDEX instrument_relations_footnote ON instrument_relations(footnote_id) WHERE footnote_id IS NOT NULL;
CREATE INDEX instrument_relations_table_row ON instrument_relations(table_row_id) WHERE table_row_id IS NOT NULL;
CREATE INDEX citation_edges_instrument ON citation_edges(instrument_id);

CREATE UNIQUE INDEX pages_search ON pages(search_rowid);
CREATE UNIQUE INDEX footnotes_search ON footnotes(search_rowid);
CREATE UNIQUE INDEX table_rows_search ON table_rows(search_rowid);

-- The issuer is looked up in a subquery and not in a join: it costs nothing where rows are only counted.
CREATE VIEW citation_index AS
SELECT
    instruments.id AS instrument_id,
    instruments.key,
    instruments.identifier,
    instruments.doc_type,
    COALESCE(instruments.issuer, (SELECT name FROM organisations WHERE id = instruments.issuer_id)) AS issuer,
    instruments.issued_on,
    instruments.title,
    instruments.times_cited,
    instruments.cited_in,
    instruments.first_citing_period,
    instruments.last_citing_period,
    instruments.anomalies,
    instruments.citation_rank,
    instruments.document_id
FROM instruments;

CREATE VIEW citation_contexts AS
SELECT
    citations.id AS citation_id,
    citations.instrument_id,
    instruments.key,
    COALESCE(citations.identifier, instruments.identifier) AS identifier,
    citations.doc_type,
    citations.raw,
    citations.relation,
    COALESCE(citations.sentence, footnotes.sentence) AS sentence,
    citations.location,
    footnotes.number AS footnote_number,
    citations.page,
    citations.boxes,
    citations.status,
    citations.document_id,
    documents.file_name,
    documents.title AS document_title,
    documents.place,
    documents.period_kind,
    documents.period_start,
    documents.period_end
FROM citations
JOIN documents ON documents.id = citations.document_id
LEFT JOIN instruments ON instruments.id = citations.instrument_id
LEFT JOIN footnotes ON footnotes.id = citations.footnote_id;

-- Figures, and the cells of forms that hold no figure: dashes, blanks, codes.
CREATE VIEW figures_by_period AS
SELECT
    figures.id AS figure_id,
    documents.place,
    documents.period_kind,
    documents.period_start,
    documents.period_end,
    figures.indicator_id,
    COALESCE(leaders.name, indicators.name) AS indicator,
    COALESCE(leaders.key, indicators.key) AS indicator_key,
    figures.indicator_score,
    figures.label,
    figures.value,
    figures.unit,
    COALESCE(table_rows.value_kind, 'number') AS value_kind,
    figures.qualifier,
    figures.raw,
    figures.period_start AS figure_period_start,
    figures.period_end AS figure_period_end,
    figures.as_of,
    figures.location,
    figures.page,
    figures.boxes,
    figures.table_row_id,
    figures.document_id,
    documents.file_name,
    documents.issuer,
    documents.issued_on
FROM figures
JOIN documents ON documents.id = figures.document_id
LEFT JOIN table_rows ON table_rows.id = figures.table_row_id AND figures.method = 'form-value'
LEFT JOIN indicators ON indicators.id = figures.indicator_id
LEFT JOIN indicators AS leaders ON leaders.id = indicators.same_as_id
UNION ALL
SELECT
    NULL,
    documents.place,
    documents.period_kind,
    documents.period_start,
    documents.period_end,
    table_rows.indicator_id,
    COALESCE(leaders.name, indicators.name),
    COALESCE(leaders.key, indicators.key),
    table_rows.indicator_score,
    table_rows.label,
    table_rows.value,
    table_rows.unit,
    table_rows.value_kind,
    NULL,
    table_rows.value_raw,
    NULL,
    NULL,
    NULL,
    'table',
    table_rows.page,
    table_rows.boxes,
    table_rows.id,
    table_rows.document_id,
    documents.file_name,
    documents.issuer,
    documents.issued_on
FROM table_rows
JOIN documents ON documents.id = table_rows.document_id
LEFT JOIN indicators ON indicators.id = table_rows.indicator_id
LEFT JOIN indicators AS leaders ON leaders.id = indicators.same_as_id
WHERE table_rows.value_kind IN ('dash', 'blank', 'code');

CREATE VIEW audit_findings AS
SELECT
    checks.id AS check_id,
    checks.severity,
    checks.kind,
    checks.statement,
    checks.expected,
    checks.actual,
    checks.difference,
    checks.explanation,
    checks.page,
    checks.confidence,
    checks.boxes,
    checks.figure_ids,
    checks.instrument_id,
    checks.document_id,
    documents.file_name,
    documents.place,
    documents.period_kind,
    documents.period_start,
    documents.period_end
FROM checks
JOIN documents ON documents.id = checks.document_id
WHERE NOT checks.holds AND checks.severity <> 'note';

-- The texts as they are searched: a letter that nobody sees, a word of its own, stands where punctuation ends a phrase,
-- so that "thôi việc" is not found in "thời, việc" (store/full_text.py, PARTING, says which signs do). Dots and commas in
-- numbers, quotes, dashes and the dot of "TP." part nothing.
CREATE VIEW pages_fts_text AS
SELECT search_rowid, folded,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text, char(10), ' ')
        , ' TP. ', ' TP '), ' Tp. ', ' Tp '), ' TX. ', ' TX '), ' TT. ', ' TT ')
        , ', ', ',ﾠ '), '. ', '.ﾠ '), ': ', ':ﾠ ')
        , ';', ';ﾠ '), '!', '!ﾠ '), '?', '?ﾠ '), '(', '(ﾠ '), ')', ')ﾠ '), '|', '|ﾠ '), '…', '…ﾠ ') AS text
FROM pages;

CREATE VIEW footnotes_fts_text AS
SELECT search_rowid, folded,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text, char(10), ' ')
        , ' TP. ', ' TP '), ' Tp. ', ' Tp '), ' TX. ', ' TX '), ' TT. ', ' TT ')
        , ', ', ',ﾠ '), '. ', '.ﾠ '), ': ', ':ﾠ ')
        , ';', ';ﾠ '), '!', '!ﾠ '), '?', '?ﾠ '), '(', '(ﾠ '), ')', ')ﾠ '), '|', '|ﾠ '), '…', '…ﾠ ') AS text
FROM footnotes;

CREATE VIEW table_rows_fts_text AS
SELECT search_rowid, folded,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text, char(10), ' ')
        , ' TP. ', ' TP '), ' Tp. ', ' Tp '), ' TX. ', ' TX '), ' TT. ', ' TT ')
        , ', ', ',ﾠ '), '. ', '.ﾠ '), ': ', ':ﾠ ')
        , ';', ';ﾠ '), '!', '!ﾠ '), '?', '?ﾠ '), '(', '(ﾠ '), ')', ')ﾠ '), '|', '|ﾠ '), '…', '…ﾠ ') AS text
FROM table_rows;

-- unicode61 folds all marks but never đ, so the words with đ stand a second time in "folded" with d in its place.
-- Markers of notes are superscript digits, category No: without it they part words and are not indexed.
-- Datasette finds the index of a table by the words in the comment. The end of a run adds the documents that came; the
-- triggers below take out what goes or changes.
CREATE VIRTUAL TABLE pages_fts USING fts5 /* content="pages" */ (
    text, folded, content='pages_fts_text', content_rowid='search_rowid',
    tokenize="unicode61 remove_diacritics 2 categories 'L* Nd Nl Co'"
);
CREATE VIRTUAL TABLE footnotes_fts USING fts5 /* content="footnotes" */ (
    text, folded, content='footnotes_fts_text', content_rowid='search_rowid',
    tokenize="unicode61 remove_diacritics 2 categories 'L* Nd Nl Co'"
);
CREATE VIRTUAL TABLE table_rows_fts USING fts5 /* content="table_rows" */ (
    text, folded, content='table_rows_fts_text', content_rowid='search_rowid',
    tokenize="unicode61 remove_diacritics 2 categories 'L* Nd Nl Co'"
);

-- The same texts with their marks, for words that are typed with marks: all hits must be counted, so none can be looked
-- at.
CREATE VIRTUAL TABLE pages_exact_fts USING fts5(
    text, content='pages_fts_text', content_rowid='search_rowid',
    tokenize="unicode61 remove_diacritics 0 categories 'L* Nd Nl Co'"
);
CREATE VIRTUAL TABLE footnotes_exact_fts USING fts5(
    text, content='footnotes_fts_text', content_rowid='search_rowid',
    tokenize="unicode61 remove_diacritics 0 categories 'L* Nd Nl Co'"
);
CREATE VIRTUAL TABLE table_rows_exact_fts USING fts5(
    text, content='table_rows_fts_text', content_rowid='search_rowid',
    tokenize="unicode61 remove_diacritics 0 categories 'L* Nd Nl Co'"
);

-- Rowids are citation_rank, so a match gives the most cited first; the words are made from several columns and tables.
CREATE VIRTUAL TABLE instruments_fts USING fts5(
    number, identity, context, printed, content="", tokenize="unicode61 remove_diacritics 2"
);

-- A document that came, changed or went is counted anew by the next pass; what the pass itself writes changes nothing.
CREATE TRIGGER documents_come AFTER INSERT ON documents BEGIN
    INSERT OR IGNORE INTO pass_uncounted (sha256) VALUES (new.sha256);
    INSERT OR IGNORE INTO pass_unsearched (sha256) VALUES (new.sha256);
END;
CREATE TRIGGER documents_change AFTER UPDATE OF
    id, file_name, path, doc_type, number, symbol, identifier, instrument_key, issuer, issuer_key, place, issued_on,
    title, period_start, period_end, family, text_layer ON documents
BEGIN
    INSERT OR IGNORE INTO pass_uncounted (sha256) VALUES (new.sha256);
END;
CREATE TRIGGER documents_go AFTER DELETE ON documents BEGIN
    INSERT OR IGNORE INTO pass_uncounted (sha256) VALUES (old.sha256);
    DELETE FROM pass_sizes WHERE sha256 = old.sha256;
END;
CREATE TRIGGER documents_move AFTER UPDATE OF issuer_id ON documents WHEN new.issuer_id IS NOT old.issuer_id
BEGIN
    INSERT OR IGNORE INTO pass_moved (sha256) VALUES (new.sha256);
END;

-- To take a text out of an index FTS5 needs it as it was: before a document or a text goes, by the views of then.
CREATE TRIGGER texts_go BEFORE DELETE ON documents
WHEN old.sha256 NOT IN (SELECT sha256 FROM pass_unsearched)
BEGIN
    INSERT INTO pages_fts (pages_fts, rowid, text, folded)
    SELECT 'delete', search_rowid, text, folded FROM pages_fts_text
    WHERE search_rowid IN (SELECT search_rowid FROM pages WHERE document_id = old.id);
    INSERT INTO pages_exact_fts (pages_exact_fts, rowid, text)
    SELECT 'delete', search_rowid, text FROM pages_fts_text
    WHERE search_rowid IN (SELECT search_rowid FROM pages WHERE document_id = old.id);
    INSERT INTO footnotes_fts (footnotes_fts, rowid, text, folded)
    SELECT 'delete', search_rowid, text, folded FROM footnotes_fts_text
    WHERE search_rowid IN (SELECT search_rowid FROM footnotes WHERE document_id = old.id);
    INSERT INTO footnotes_exact_fts (footnotes_exact_fts, rowid, text)
    SELECT 'delete', search_rowid, text FROM footnotes_fts_text
    WHERE search_rowid IN (SELECT search_rowid FROM footnotes WHERE document_id = old.id);
    INSERT INTO table_rows_fts (table_rows_fts, rowid, text, folded)
    SELECT 'delete', search_rowid, text, folded FROM table_rows_fts_text
    WHERE search_rowid IN (SELECT search_rowid FROM table_rows WHERE document_id = old.id);
    INSERT INTO table_rows_exact_fts (table_rows_exact_fts, rowid, text)
    SELECT 'delete', search_rowid, text FROM table_rows_fts_text
    WHERE search_rowid IN (SELECT search_rowid FROM table_rows WHERE document_id = old.id);
END;
CREATE TRIGGER text_of_pages_goes BEFORE UPDATE OF text, folded, search_rowid ON pages
WHEN NOT EXISTS (SELECT 1 FROM documents JOIN pass_unsearched USING (sha256) WHERE id = old.document_id)
BEGIN
    INSERT INTO pages_fts (pages_fts, rowid, text, folded)
    SELECT 'delete', search_rowid, text, folded FROM pages_fts_text
    WHERE search_rowid = old.search_rowid;
    INSERT INTO pages_exact_fts (pages_exact_fts, rowid, text)
    SELECT 'delete', search_rowid, text FROM pages_fts_text
    WHERE search_rowid = old.search_rowid;
END;
CREATE TRIGGER text_of_pages_comes AFTER UPDATE OF text, folded, search_rowid ON pages
WHEN NOT EXISTS (SELECT 1 FROM documents JOIN pass_unsearched USING (sha256) WHERE id = new.document_id)
BEGIN
    INSERT INTO pages_fts (rowid, text, folded)
    SELECT search_rowid, text, folded FROM pages_fts_text WHERE search_rowid = new.search_rowid;
    INSERT INTO pages_exact_fts (rowid, text)
    SELECT search_rowid, text FROM pages_fts_text WHERE search_rowid = new.search_rowid;
END;
CREATE TRIGGER text_of_footnotes_goes BEFORE UPDATE OF text, folded, search_rowid ON footnotes
WHEN NOT EXISTS (SELECT 1 FROM documents JOIN pass_unsearched USING (sha256) WHERE id = old.document_id)
BEGIN
    INSERT INTO footnotes_fts (footnotes_fts, rowid, text, folded)
    SELECT 'delete', search_rowid, text, folded FROM footnotes_fts_text
    WHERE search_rowid = old.search_rowid;
    INSERT INTO footnotes_exact_fts (footnotes_exact_fts, rowid, text)
    SELECT 'delete', search_rowid, text FROM footnotes_fts_text
    WHERE search_rowid = old.search_rowid;
END;
CREATE TRIGGER text_of_footnotes_comes AFTER UPDATE OF text, folded, search_rowid ON footnotes
WHEN NOT EXISTS (SELECT 1 FROM documents JOIN pass_unsearched USING (sha256) WHERE id = new.document_id)
BEGIN
    INSERT INTO footnotes_fts (rowid, text, folded)
    SELECT search_rowid, text, folded FROM footnotes_fts_text WHERE search_rowid = new.search_rowid;
    INSERT INTO footnotes_exact_fts (rowid, text)
    SELECT search_rowid, text FROM footnotes_fts_text WHERE search_rowid = new.search_rowid;
END;
CREATE TRIGGER text_of_table_rows_goes BEFORE UPDATE OF text, folded, search_rowid ON table_rows
WHEN NOT EXISTS (SELECT 1 FROM documents JOIN pass_unsearched USING (sha256) WHERE id = old.document_id)
BEGIN
    INSERT INTO table_rows_fts (table_rows_fts, rowid, text, folded)
    SELECT 'delete', search_rowid, text, folded FROM table_rows_fts_text
    WHERE search_rowid = old.search_rowid;
    INSERT INTO table_rows_exact_fts (table_rows_exact_fts, rowid, text)
    SELECT 'delete', search_rowid, text FROM table_rows_fts_text
    WHERE search_rowid = old.search_rowid;
END;
CREATE TRIGGER text_of_table_rows_comes AFTER UPDATE OF text, folded, search_rowid ON table_rows
WHEN NOT EXISTS (SELECT 1 FROM documents JOIN pass_unsearched USING (sha256) WHERE id = new.document_id)
BEGIN
    INSERT INTO table_rows_fts (rowid, text, folded)
    SELECT search_rowid, text, folded FROM table_rows_fts_text WHERE search_rowid = new.search_rowid;
    INSERT INTO table_rows_exact_fts (rowid, text)
    SELECT search_rowid, text FROM table_rows_fts_text WHERE search_rowid = new.search_rowid;
END;

-- The same for the index of instruments, whose words are made from these columns (search/index.py, SOURCES).
CREATE TRIGGER instruments_come AFTER INSERT ON instruments BEGIN
    INSERT OR IGNORE INTO pass_unindexed (instrument_id) VALUES (new.id);
END;
CREATE TRIGGER instruments_change AFTER UPDATE OF key, doc_type, identifier, issued_on, issuer, title, also, times_cited ON instruments
WHEN (old.key, old.doc_type, old.identifier, old.issued_on, old.issuer, old.title, old.also, old.times_cited)
    IS NOT (new.key, new.doc_type, new.identifier, new.issued_on, new.issuer, new.title, new.also, new.times_cited)
BEGIN
    INSERT OR IGNORE INTO pass_unindexed (instrument_id, citation_rank, sources) VALUES (old.id, old.citation_rank, json_array(
        old.key, old.doc_type, old.identifier, old.issued_on, old.issuer, old.title, old.also
    ));
END;
CREATE TRIGGER instruments_go AFTER DELETE ON instruments BEGIN
    INSERT OR IGNORE INTO pass_unindexed (instrument_id, citation_rank, sources) VALUES (old.id, old.citation_rank, json_array(
        old.key, old.doc_type, old.identifier, old.issued_on, old.issuer, old.title, old.also
    ));
END;
