"""What does a publication hold? The contract between loading and reading.

One publication is one immutable database. It holds the whole history of measurements, so that every value
can be
traced and every earlier value is still known, and the indicator values computed from the measurements that
count.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, DateTime, Double, Integer, MetaData, String, Table

metadata = MetaData()

publication = Table(
    "publication",
    metadata,
    Column("number", Integer, nullable=False, comment="number of this publication; one row"),
    Column("created", DateTime, nullable=False, comment="UTC"),
    Column("note", String, nullable=False),
    Column("rollback_of", Integer, comment="number of the publication that was made current again"),
    Column("files", Integer, nullable=False, comment="deliveries that came new with it"),
    Column("catalogue", String, nullable=False, comment="the catalogue it was published with, as JSON"),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", Integer, nullable=False),
    Column("publication", Integer, nullable=False, comment="publication that it came with"),
    Column("path", String, nullable=False, comment="path as given to the load"),
    Column("name", String, nullable=False, comment="name of the file"),
    Column("source", String, comment="slug of the source system; NULL where none knows the format"),
    Column("status", String, nullable=False, comment="loaded, rejected or unrecognised"),
    Column("sha256", String, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("loaded", DateTime, nullable=False, comment="UTC"),
    Column("rows", Integer, nullable=False, comment="rows of data in the file"),
    Column("observations", Integer, nullable=False, comment="values of a measure for a place and period"),
    Column("period_start", Date, comment="first day that its figures cover"),
    Column("period_end", Date, comment="last day that its figures cover"),
    Column("districts", String, nullable=False, comment="keys of the areas in it, separated by blanks"),
    Column("demo", Boolean, nullable=False),
)

finding = Table(
    "finding",
    metadata,
    Column("delivery", Integer, nullable=False),
    Column("severity", String, nullable=False),
    Column("rule", String, nullable=False),
    Column("line", Integer, comment="1-based line of the file or row of the sheet"),
    Column("column", String),
    Column("found", String, nullable=False),
    Column("message_de", String, nullable=False),
    Column("message_en", String, nullable=False),
)

measurement = Table(
    "measurement",
    metadata,
    Column("id", Integer, nullable=False),
    Column("delivery", Integer, nullable=False),
    Column("publication", Integer, nullable=False, comment="publication that it came with"),
    Column("district", String, nullable=False, comment="key of the area it counts for"),
    Column("place", String, nullable=False, comment="the area key, or source and id of a site: zms:141"),
    Column("whole", Boolean, nullable=False, comment="speaks for the area as a whole, not for one site"),
    Column("measure", String, nullable=False, comment="measure id; indicator id of a finished figure"),
    Column("level", String, nullable=False),
    Column("period", String, nullable=False),
    Column("period_start", Date, nullable=False),
    Column("period_end", Date, nullable=False),
    Column(
        "part",
        String,
        nullable=False,
        comment="days covered, first/last, where less than the period; else empty",
    ),
    Column("value", Double, comment="NULL where the delivery has a sign or a word"),
    Column("numerator", Double, comment="of a finished figure, where published"),
    Column("denominator", Double, comment="of a finished figure, where published"),
    Column("state", String, comment="meaning of a sign, or `text` for a word or range; NULL for a number"),
    Column("text", String, comment="sign, word or range as delivered; NULL for a number"),
    Column("estimated", Boolean, nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("reported", Boolean, nullable=False, comment="a finished figure of source `figures`"),
    Column("note", String, comment="note of the source on this figure"),
    Column("reference", String, comment="title and address of the source of a published figure"),
    Column("line_first", Integer, nullable=False),
    Column("line_last", Integer, nullable=False),
    Column("rows", Integer, nullable=False, comment="rows of the file that were added up"),
    Column(
        "revision", Integer, nullable=False, comment="0 for the first delivery of this key, then 1, 2, ..."
    ),
    Column("current", Boolean, nullable=False, comment="not replaced by a later delivery"),
    Column("demo", Boolean, nullable=False),
)

value = Table(
    "value",
    metadata,
    Column("indicator", String, nullable=False),
    Column("level", String, nullable=False),
    Column("period", String, nullable=False),
    Column("period_start", Date, nullable=False),
    Column("period_end", Date, nullable=False),
    Column(
        "district",
        String,
        nullable=False,
        comment="area key: 00 Berlin, 01 to 12, units outside by their key",
    ),
    Column("value", Double, comment="not rounded; NULL where missing"),
    Column("numerator", Double),
    Column("denominator", Double),
    Column("state", String, comment="meaning of a sign or `text`, where there is no number"),
    Column("text", String, comment="sign, word or range as delivered"),
    Column(
        "districts", Integer, nullable=False, comment="districts in it: 1 for a district, up to 12 for Berlin"
    ),
    Column("incomplete", Boolean, nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("revised", Boolean, nullable=False),
    Column("estimated", Boolean, nullable=False),
    Column("demo", Boolean, nullable=False),
    Column("reported", Boolean, nullable=False),
    Column("break", Boolean, nullable=False, comment="not comparable with the period before"),
)
"""Every indicator, level, period and area; sorted by indicator, level, period_start, district, one row each.

The grid is complete: where one area has a value for a period, the twelve districts and Berlin have a row,
and between
the first and the last period of a level that is due no period is left out.
"""

projection = Table(
    "projection",
    metadata,
    Column("indicator", String, nullable=False),
    Column("district", String, nullable=False),
    Column("level", String, nullable=False),
    Column("obstacle", String, comment="why there is none; NULL where there is one"),
    Column("end", String, nullable=False, comment="what sets the date: target, change, term or open"),
    Column("day", Date, comment="date that was agreed; NULL where none was"),
    Column("until", String, nullable=False, comment="last period projected; its target is the one meant"),
    Column("first", String, comment="first period that the projection rests on"),
    Column("last", String, comment="last period that it rests on"),
    Column("known", Integer, nullable=False, comment="values that it rests on"),
    Column("left_out", String, nullable=False, comment="periods between them with a value that was not used"),
    Column("late", String, nullable=False, comment="periods behind the last one, provisional or incomplete"),
    Column("method", String, comment="model, last_value or last_year: what is shown"),
    Column("model", String, comment="form of the model that was tested"),
    Column("scale", String, comment="plain, log or logit: scale of `centre` and `spread`"),
    Column("freedom", Integer, comment="degrees of freedom of the Student distribution"),
    Column("tests", Integer, comment="values compared with what would have been projected"),
    Column("inside", Integer, comment="of these, how many lay in the 80 % interval of the model"),
    Column("mase", Double, comment="mean absolute scaled error of the model; NULL where it has no unit"),
    Column("mase_last_value", Double, comment="the same of `same as last value`"),
    Column("mase_last_year", Double, comment="the same of `same as last year`"),
    Column("library", String, comment="library and version that computed it"),
    Column("inputs", String, nullable=False, comment="SHA-256 of all that it was computed from"),
    info={"optional": True},
)
"""One row for each indicator with a target and each area, also where nothing could be projected.

Publications from before 22 November 2026 lack this table and the next.
"""

projected = Table(
    "projected",
    metadata,
    Column("indicator", String, nullable=False),
    Column("district", String, nullable=False),
    Column("period", String, nullable=False),
    Column("period_start", Date, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("centre", Double, nullable=False, comment="centre of the distribution, on the scale"),
    Column("spread", Double, nullable=False, comment="its standard error, on the scale"),
    Column("expected", Double, nullable=False, comment="median, in the unit of the indicator, not rounded"),
    Column("lower80", Double, nullable=False),
    Column("upper80", Double, nullable=False),
    Column("lower95", Double, nullable=False),
    Column("upper95", Double, nullable=False),
    info={"optional": True},
)
"""The projected periods of each row of `projection` without obstacle."""
