"""Signatures: made, and judged.

Its modules:

    cms            Sign a manifest, and say what is true about a signature (CAdES-B-B, detached)
    cms_structure  The one byte layout of a detached CAdES-B-B signature accepted in a package
    signer         Whether a signer's certificate is registered
"""
