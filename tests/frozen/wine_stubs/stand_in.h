/* Every stand-in carries this mark, so that one in the wrong place is found. */
__declspec(dllexport) const char tianbao_wine_stand_in[] = "tianbao: a stand-in for tests under Wine, never to be shipped";
