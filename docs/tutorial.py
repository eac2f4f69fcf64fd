import marimo

__generated_with = "0.25.2"
app = marimo.App(app_title="dateline: from an article to an answer")


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    # From an article to an answer

    This notebook reads the sample article of `raw/` and two short reports of a shooting into a warehouse of its own,
    asks what an analyst would ask, looks at the words behind the answers, and exports them. Open it with

    ```
    .venv/bin/marimo edit docs/tutorial.py
    ```

    or read it as it is: it is a program.
    """)
    return


@app.cell
def _():
    import json
    import subprocess
    import sys
    import tempfile
    from pathlib import Path

    import marimo as mo
    import pandas as pd

    from flows.current import Current
    from flows.warehouse import Warehouse

    return Current, Path, Warehouse, json, mo, pd, subprocess, sys, tempfile


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    ## Read

    This is `dateline run raw docs/reports -w FOLDER`.
    """)
    return


@app.cell
def _(Path, json, subprocess, sys, tempfile):
    root = Path(__file__).parents[1]
    folder = Path(tempfile.mkdtemp(prefix="dateline-tutorial-"))

    def dateline(*words):
        """What a command says."""
        command = [sys.executable, "-m", "flows.cli", *words, "-w", folder]
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout

    account = json.loads(dateline("run", root / "raw", root / "docs" / "reports", "--quiet", "--json"))
    {name: account[name] for name in ("status", "new", "quarantined")}
    return account, dateline, folder


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    ## Ask

    `Current` lends read-only connections to what was published last; after each run it opens the new file by itself.
    `FROM dictionary` lists tables and columns.
    """)
    return


@app.cell
def _(Current, Warehouse, account, folder):
    warehouse = Current(Warehouse(folder))

    def ask(query, *given):
        """The answer as a pandas frame."""
        with warehouse.reading() as connection:
            return connection.execute(query, given).df()

    header = ask("SELECT title, published_edtf, publisher FROM articles ORDER BY ALL")
    header if account else None
    return ask, header


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    Who died, where and when?
    """)
    return


@app.cell
def _(ask):
    dead = ask("""
        SELECT date, place, country, event, killed_low, killed_best, event_id
        FROM timeline WHERE killed_best > 3 ORDER BY earliest
    """)
    dead
    return (dead,)


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    Who is Abu Mohammed al-Adnani, and which phrase says so?
    """)
    return


@app.cell
def _(ask):
    names = ask("SELECT entity, label, text, words FROM dossier(?) WHERE section = 'names'", "Abu Mohammed al-Adnani")
    names
    return (names,)


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    What did a researcher say? And who said that people remember the speech?
    """)
    return


@app.cell
def _(ask):
    said = ask("SELECT text, date FROM dossier(?) WHERE section = 'quotations'", "Pieter Vandaele")
    speakers = ask("SELECT speaker_as_named, cue, quotation FROM who_said(?)", "people remember the speech")
    said, speakers
    return said, speakers


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    How are two people tied?
    """)
    return


@app.cell
def _(ask):
    ties = ask(
        """
        SELECT subject, relation_type, object, words FROM ties
        WHERE ? IN (subject, object) AND ? IN (subject, object)
        """,
        "Khalid el-Bakraoui",
        "Ibrahim el-Bakraoui",
    )
    ties
    return (ties,)


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    Two reports tell of the shooting in Aleppo. They became one event, and they are at odds over the dead: the army says
    eight, doctors say eleven, the other paper says twelve.
    """)
    return


@app.cell
def _(ask):
    disputed = ask("SELECT title, source, headline, words, lowest, highest FROM casualties_disputed ORDER BY lowest")
    disputed
    return (disputed,)


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    ## The words behind

    Every id leads to its words, and every span is its own text: slice the article and see.
    """)
    return


@app.cell
def _(ask, dead):
    words = ask("SELECT words, sentence, article_id, char_start, char_end FROM evidence(?)", dead.event_id.iloc[-1])
    texts = dict(ask("SELECT article_id, text FROM articles").itertuples(index=False))
    sliced = [texts[row.article_id][row.char_start : row.char_end] for row in words.itertuples()]
    words
    return sliced, words


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    ## What changed since?

    A third report comes. Only it is read; what is asked after the run sees it.
    """)
    return


@app.cell
def _(ask, dateline, folder):
    (before,) = ask("SELECT max(finished_at) FROM runs").iloc[0]
    report = folder / "third.txt"
    report.write_text(
        "Toll of Aleppo shooting rises to 13\n\nBy Liis Saar on May 8, 2019\n\n"
        "A villager who was wounded when the Northern Front shot dead villagers in Aleppo on May 4, 2019 has died. "
        "Thirteen people were killed in the shooting, Omar Haddad said.\n",
        encoding="utf-8",
    )
    dateline("run", report, "--quiet")
    changed = ask(
        "SELECT table_name, change, record FROM changes_since(?) WHERE table_name IN ('articles', 'quotes', 'events')",
        before,
    )
    changed
    return (changed,)


@app.cell(hide_code=True)
def _(mo):
    mo.md("""
    ## Export

    Parquet, CSV, Excel, GeoJSON, GEXF and more. `manifest.json` comes last, with the hash of each file.
    """)
    return


@app.cell
def _(changed, dateline, folder, pd):
    exported = folder / "export"
    dateline("export", exported, "--format", "parquet", "--table", "events", "--table", "quotes")
    events = pd.read_parquet(exported / "events" / "events.parquet")
    events[["edtf", "country_code", "killed_best", "title"]].dropna() if len(changed) else None
    return (events,)


if __name__ == "__main__":
    app.run()
