@echo off
rem The local command line. Needs a JDK 17 or later and Maven; builds itself on first use. After a change: im --build
setlocal
set "HOME_DIR=%~dp0"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if "%~1"=="--build" del "%HOME_DIR%cli\target\.im-built" 2>nul
if not exist "%HOME_DIR%cli\target\.im-built" (
  where mvn >nul 2>nul
  if errorlevel 1 (
    echo im: no Maven found; install Maven 3.8.7 or later 1>&2
    exit /b 2
  )
  echo im: building ^(about a minute the first time^) 1>&2
  call mvn -q -B -f "%HOME_DIR%pom.xml" -DskipTests -Dspotless.check.skip=true package 1>&2
  if errorlevel 1 (
    echo im: the build failed, see above 1>&2
    exit /b 2
  )
  type nul > "%HOME_DIR%cli\target\.im-built"
)
if "%~1"=="--build" exit /b 0
"%JAVA%" %IM_JAVA_OPTIONS% "-Dim.home=%HOME_DIR%." -cp "%HOME_DIR%cli\target\classes;%HOME_DIR%cli\target\lib\*" dev.imconnector.cli.Im %*
exit /b %ERRORLEVEL%
