"""All formats that a collection is exported in. A new one is a plan of files and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.export.csv_files import csv_parts
from extractor.export.data_package import package_parts
from extractor.export.eli import eli_parts
from extractor.export.graph import graph_parts
from extractor.export.json_lines import jsonl_parts
from extractor.export.parquet import parquet_parts
from extractor.export.plan import Format
from extractor.export.reference_files import bibtex_parts, csl_parts, ris_parts
from extractor.export.report.files import report_parts
from extractor.export.workbook import workbook_parts

FORMATS: Mapping[str, Format] = {
    form.name: form
    for form in (
        Format("csv", "a file for each table, for spreadsheets and programs", csv_parts),
        Format("xlsx", "a workbook with a sheet for each table", workbook_parts),
        Format("jsonl", "JSON Lines, lists as lists, each fact with its file", jsonl_parts),
        Format("parquet", "typed tables for DuckDB, pandas and R", parquet_parts),
        Format("datapackage", "a Frictionless data package: CSV with a checked schema", package_parts),
        Format("graphml", "who cites what as a network, for Gephi and networkx", graph_parts),
        Format("bibtex", "references for LaTeX and JabRef", bibtex_parts),
        Format("ris", "references for Zotero and EndNote", ris_parts),
        Format("csl-json", "references for Zotero and pandoc", csl_parts),
        Format("eli", "instruments and their relations as JSON-LD", eli_parts),
        Format("html", "a page for each document that stands alone, with cut-outs of its findings", report_parts),
    )
}
