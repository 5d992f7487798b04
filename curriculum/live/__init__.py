"""Live sources, an option for places with internet: KOSIS, 공공데이터포털 and AirKorea.

Thin layers over ``pykosis`` and ``pydatagokr`` (extra ``live``: MIT, typed, few dependencies, and careful never to
show the key). Here: keys from the environment, a cache on disk, a pace for the requests, Korean sentences for what
goes wrong, and tables instead of lists of dicts. Nothing in the kit needs them; a file saved from a portal's page and
``dsi data add`` does the same without internet.
"""
