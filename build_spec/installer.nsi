; The installer for people: into the user's own profile, without administrator rights.
; It replaces the program's own files as a whole and never touches data, which lies elsewhere: neither an
; update nor removing the program deletes, moves or opens a data file.
;
; makensis -DFILES=<program folder>/* -DOUTPUT=<setup.exe> -DVERSION=1.2.3 -DSIZE_KB=170000 -DICON=<ico> installer.nsi

; Debian's NSIS can make a 64-bit installer, which its 64-bit Wine can run; others make a 32-bit one.
!if /FileExists "${NSISDIR}/Stubs/lzma_solid-amd64-unicode"
  Target amd64-unicode
!endif
Unicode true
SetCompressor /SOLID lzma
SetCompressorDictSize 64
RequestExecutionLevel user
ManifestDPIAware true

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh

!define TITLE "妇女发展规划监测填报"
!define DATA_CLASS "tianbao.data"
!define PACKAGE_CLASS "tianbao.package"
!define ENCRYPTED_CLASS "tianbao.encrypted"
!define PLAN_CLASS "tianbao.plan"
!define CLASSES "Software\Classes"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\tianbao"

Name "${TITLE}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\tianbao"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "${TITLE} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=2052 "FileDescription" "${TITLE} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT License"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEPAGE_TEXT "只安装到当前用户，不需要管理员权限，不联网。$\r$\n$\r$\n已有的填报数据不会被改动。$\r$\n$\r$\n需要 64 位的 Windows 10（1809 以上）或 Windows 11。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\tianbao.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; The program's own files, by name. Nothing else in the folder is ever removed.
!macro REMOVE_PROGRAM
  Delete "$INSTDIR\tianbao.exe"
  Delete "$INSTDIR\tianbao-console.exe"
  Delete "$INSTDIR\sbom.cdx.json"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
!macroend

; A running program keeps its files open: ask, instead of leaving half of the old one.
!macro REQUIRE_CLOSED PROGRAM
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
      ${ExitDo}
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "程序正在运行。请先关闭它（已填的数据都已保存），再点“重试”。" /SD IDCANCEL IDRETRY +2
    Abort "程序正在运行，没有改动任何文件。"
  ${Loop}
!macroend

!macro ASSOCIATE EXTENSION CLASS ABOUT
  WriteRegStr HKCU "${CLASSES}\${CLASS}" "" "${ABOUT}"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\DefaultIcon" "" "$INSTDIR\tianbao.exe,0"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\shell\open\command" "" '"$INSTDIR\tianbao.exe" --open "%1"'
  WriteRegStr HKCU "${CLASSES}\${EXTENSION}\OpenWithProgids" "${CLASS}" ""
  ; Another program that opens these files keeps them, one that is installed for everybody too. A name for
  ; them that opens nothing is none: Windows itself calls every .db so.
  ReadRegStr $0 HKCU "${CLASSES}\${EXTENSION}" ""
  ${If} $0 == ""
    ReadRegStr $0 HKLM "${CLASSES}\${EXTENSION}" ""
  ${EndIf}
  StrCpy $1 ""
  ${If} $0 != ""
    EnumRegKey $1 HKCU "${CLASSES}\$0\shell" 0
    ${If} $1 == ""
      EnumRegKey $1 HKLM "${CLASSES}\$0\shell" 0
    ${EndIf}
  ${EndIf}
  ${If} $1 == ""
    WriteRegStr HKCU "${CLASSES}\${EXTENSION}" "" "${CLASS}"
  ${EndIf}
!macroend

!macro DISSOCIATE EXTENSION CLASS
  DeleteRegKey HKCU "${CLASSES}\${CLASS}"
  DeleteRegValue HKCU "${CLASSES}\${EXTENSION}\OpenWithProgids" "${CLASS}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${EXTENSION}\OpenWithProgids"
  ReadRegStr $0 HKCU "${CLASSES}\${EXTENSION}" ""
  ${If} $0 == "${CLASS}"
    DeleteRegValue HKCU "${CLASSES}\${EXTENSION}" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${CLASSES}\${EXTENSION}"
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    MessageBox MB_OK|MB_ICONSTOP "这台电脑的 Windows 版本太旧：需要 64 位的 Windows 10（1809 以上）或 Windows 11。$\r$\n旧电脑可以用程序写出的 Excel 填报表填报。" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd

Section
  !insertmacro REQUIRE_CLOSED tianbao.exe
  !insertmacro REQUIRE_CLOSED tianbao-console.exe
  !insertmacro REMOVE_PROGRAM
  SetOutPath "$INSTDIR"
  File /r "${FILES}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\tianbao.exe"
  CreateShortcut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\tianbao.exe"
  !insertmacro ASSOCIATE ".db" "${DATA_CLASS}" "规划监测数据文件（填报单位、统计局）"
  !insertmacro ASSOCIATE ".asice" "${PACKAGE_CLASS}" "规划监测报送包、统计局来件"
  !insertmacro ASSOCIATE ".cms" "${ENCRYPTED_CLASS}" "加密的报送包、来件"
  !insertmacro ASSOCIATE ".wdpplan" "${PLAN_CLASS}" "规划数据包"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\tianbao.exe,0"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "tianbao"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${RefreshShellIcons}
SectionEnd

Section Uninstall
  !insertmacro REQUIRE_CLOSED tianbao.exe
  !insertmacro REQUIRE_CLOSED tianbao-console.exe
  !insertmacro REMOVE_PROGRAM
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; only where nothing of the user's is left in it
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  !insertmacro DISSOCIATE ".db" "${DATA_CLASS}"
  !insertmacro DISSOCIATE ".asice" "${PACKAGE_CLASS}"
  !insertmacro DISSOCIATE ".cms" "${ENCRYPTED_CLASS}"
  !insertmacro DISSOCIATE ".wdpplan" "${PLAN_CLASS}"
  DeleteRegKey HKCU "${UNINSTALL}"
  ${RefreshShellIcons}
SectionEnd
