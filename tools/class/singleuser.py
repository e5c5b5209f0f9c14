"""A learner's server, as the hub starts it: JupyterHub's own, without a grammar that takes 16 MB and that nothing here asks for.

jsonschema parses with it whether an address in other letters than ours is well formed, and does without where it is not installed.
"""

import sys

sys.modules["rfc3987_syntax"] = None  # to import it fails, as if it were not installed

from jupyterhub.singleuser import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
