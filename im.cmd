@echo off
rem The local command line. Needs a JDK 17 or later and Maven; builds itself on first use. After a change: im --build
setlocal
set "HOME_DIR=%~dp0"
set "TARGET=%HOME_DIR%cli\target"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
rem Flags and archive of classes are those of the script im, which says why.
set "QUICK=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:CompileThresholdScaling=3"
if "%~1"=="--build" del "%TARGET%\.im-built" 2>nul
set "COMMIT="
if not exist "%TARGET%\.im-built" for /f %%C in ('git -C "%HOME_DIR%." describe --always --dirty --abbrev^=10 --exclude "*" 2^>nul') do set "COMMIT=%%C"
if not exist "%TARGET%\.im-built" (
  where mvn >nul 2>nul
  if errorlevel 1 (
    echo im: no Maven found; install Maven 3.8.7 or later 1>&2
    exit /b 2
  )
  echo im: building ^(about a minute the first time^) 1>&2
  call mvn -q -B -f "%HOME_DIR%pom.xml" -DskipTests -Dspotless.check.skip=true -Dwarnings.mean=-nowarn "-Dim.commit=%COMMIT%" package 1>&2
  if errorlevel 1 (
    echo im: the build failed, see above 1>&2
    exit /b 2
  )
  del "%TARGET%\im.jsa" 2>nul
  "%JAVA%" %QUICK% "-XX:ArchiveClassesAtExit=%TARGET%\im.jsa" -Xlog:disable -cp "%TARGET%\im-connector-cli.jar" dev.imconnector.cli.Im warm-up >nul 2>nul
  if errorlevel 1 del "%TARGET%\im.jsa" 2>nul
  type nul > "%TARGET%\.im-built"
)
if "%~1"=="--build" exit /b 0
set "FLAGS=%QUICK%"
:words
if "%~1"=="" goto start
for %%W in (push pull reconcile reverse preview demo sandbox api stack find rejects) do if "%~1"=="%%W" set "FLAGS="
shift
goto words
:start
set "FLAGS=%FLAGS% -Djdk.console=java.base -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0"
set "ARCHIVE=-Xlog:cds=off -Xlog:cds+dynamic=off"
if exist "%TARGET%\im.jsa" set ARCHIVE=%ARCHIVE% "-XX:SharedArchiveFile=%TARGET%\im.jsa"
"%JAVA%" %FLAGS% %ARCHIVE% %IM_JAVA_OPTIONS% "-Dim.home=%HOME_DIR%." -cp "%TARGET%\im-connector-cli.jar" dev.imconnector.cli.Im %*
exit /b %ERRORLEVEL%
