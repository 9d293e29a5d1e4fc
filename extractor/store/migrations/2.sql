-- Version 1 to 2. Views and indexes are made anew from schema.sql afterwards. The old rows stand until their files are
-- read again; what was not read then is unknown: NULL, or the value that claims least.

CREATE TABLE indicator_prints (
    id INTEGER PRIMARY KEY,
    indicator_id INTEGER NOT NULL REFERENCES indicators(id) DEFERRABLE INITIALLY DEFERRED,
    label TEXT NOT NULL,
    "under" TEXT,
    unit TEXT,
    score REAL NOT NULL,
    times INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    plain TEXT NOT NULL
);

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

ALTER TABLE indicators ADD COLUMN name_en TEXT;
ALTER TABLE indicators ADD COLUMN form INTEGER;
ALTER TABLE indicators ADD COLUMN origin TEXT NOT NULL DEFAULT 'corpus';
ALTER TABLE indicators ADD COLUMN time TEXT;
ALTER TABLE indicators ADD COLUMN better TEXT;
ALTER TABLE indicators ADD COLUMN numerator TEXT;
ALTER TABLE indicators ADD COLUMN denominator TEXT;
ALTER TABLE indicators ADD COLUMN same_as_id INTEGER REFERENCES indicators(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE indicators ADD COLUMN times INTEGER NOT NULL DEFAULT 0;
ALTER TABLE indicators ADD COLUMN documents INTEGER NOT NULL DEFAULT 0;
ALTER TABLE indicators ADD COLUMN plain TEXT NOT NULL DEFAULT '';

ALTER TABLE documents ADD COLUMN signed_by TEXT;
ALTER TABLE documents ADD COLUMN signed_at TEXT;
ALTER TABLE pages ADD COLUMN hidden_text TEXT;
ALTER TABLE pages ADD COLUMN filled_in TEXT;
ALTER TABLE tables ADD COLUMN section_id INTEGER REFERENCES sections(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE table_rows ADD COLUMN indicator_score REAL;

ALTER TABLE figures ADD COLUMN indicator_score REAL;
ALTER TABLE figures ADD COLUMN time_from TEXT;
ALTER TABLE figures ADD COLUMN scope TEXT;
ALTER TABLE figures ADD COLUMN change TEXT;
ALTER TABLE figures ADD COLUMN base TEXT;
ALTER TABLE figures ADD COLUMN link TEXT;
ALTER TABLE figures ADD COLUMN linked_figure_id INTEGER
    REFERENCES figures(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE mentions ADD COLUMN role TEXT;
ALTER TABLE mentions ADD COLUMN place_raw TEXT;
ALTER TABLE mentions ADD COLUMN place_from TEXT;
ALTER TABLE mentions ADD COLUMN organ_known INTEGER NOT NULL DEFAULT 1;
ALTER TABLE mentions ADD COLUMN existed INTEGER;

ALTER TABLE checks ADD COLUMN boxes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE checks ADD COLUMN confidence REAL NOT NULL DEFAULT 0.5;
