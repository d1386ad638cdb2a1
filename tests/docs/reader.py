"""Someone who reads a page in a folder of his own: `gloss` is on his path, `tools/run` runs it, `seeds`, `scripts` and `docs` are
the project's."""
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
GLOSS = os.environ.get("GLOSS", str(ROOT / "build" / "gloss"))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


class Reader:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self._link("bin/gloss", pathlib.Path(GLOSS).resolve())
        for name in ("seeds", "scripts", "docs"):
            self._link(name, ROOT / name)
        self.write("tools/run", '#!/bin/sh\nexec gloss run "$@"\n')
        (self.folder / "tools/run").chmod(0o755)
        self.environment = {**os.environ, "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "HOME": str(self.folder / "home"),
                            "LC_ALL": "C.UTF-8"}
        for name in ("GLOSS_PATH", "XDG_CONFIG_HOME"):
            self.environment.pop(name, None)

    def _link(self, name, target):
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.symlink_to(target)

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)

    def type(self, command):
        """What the command prints, both streams together."""
        done = subprocess.run(["bash", "-c", command], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
        return done.stdout.decode()
