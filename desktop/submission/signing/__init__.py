"""Signatures: making and judging them.

Its modules:

    cms            Signing a manifest, and facts about a signature (CAdES-B-B, detached)
    cms_structure  The one byte layout of a detached CAdES-B-B signature accepted in a package
    signer         Whether a signer's certificate is registered
"""
