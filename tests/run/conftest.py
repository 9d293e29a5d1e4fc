from tests.read.ocr.conftest import calls, stand_in

__all__ = ["calls", "stand_in"]
