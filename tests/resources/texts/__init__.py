"""What was read from the adopted text of each plan, independently of its pack."""

from tests.resources.texts import dalian, jinan, liuhe, luzhai, wanghua

TEXTS = [module.TEXT for module in (wanghua, luzhai, jinan, liuhe, dalian)]
