"""Tests of paper, Excel forms and mail drafts."""
