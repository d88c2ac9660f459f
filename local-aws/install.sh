# Sourced by ./stack: finds what must be there (Python 3.13, a JDK 25) and installs the rest, outside the repository.

localstack_version=4.14.0
localstack_date=2026-03-10 # LocalStack pins few of its dependencies, and newer ones break it
sam_version=1.170.0
uv_version=0.9.8
ric_version=2.9.0 # AWS's runtime interface client: what Lambda itself runs a Java function with

home=${LOCAL_AWS_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/im-connector/local-aws}

# The first candidate that runs and says that it is of the wanted version.
first() {
  local wanted=$1 candidate
  shift
  for candidate; do
    if [[ -x $candidate ]] && "$candidate" --version 2>&1 | grep -qE "$wanted"; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

python() {
  first '^Python 3\.13\.' "${LOCAL_AWS_PYTHON:-}" "$(command -v python3.13)" "$HOME"/.pyenv/versions/3.13*/bin/python3.13 \
    /opt/homebrew/bin/python3.13 ||
    missing "Python 3.13, on which alone LocalStack $localstack_version runs" \
      "python3.13 on the PATH, ~/.pyenv/versions" "Install one (for example: pyenv install 3.13), or set LOCAL_AWS_PYTHON to it."
}

java_25() {
  first '^(openjdk|java) 25' "${LOCAL_AWS_JAVA_HOME:-}/bin/java" "${JAVA_HOME:-}/bin/java" "$(command -v java)" \
    "${JAVA_HOME_25_X64:-}/bin/java" "${JAVA_HOME_25_arm64:-}/bin/java" \
    "${LOCAL_AWS_JDKS:-/usr/lib/jvm}"/*/bin/java "$HOME"/.sdkman/candidates/java/*/bin/java "$HOME"/.jdks/*/bin/java \
    /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java ||
    missing "JDK 25, which Lambda runs the functions on (runtime java25)" \
      "JAVA_HOME, java on the PATH, /usr/lib/jvm, ~/.sdkman, ~/.jdks" \
      "Install one (for example Eclipse Temurin 25), or set LOCAL_AWS_JAVA_HOME to it."
}

maven() {
  command -v mvn > /dev/null || missing "Maven" "mvn on the PATH" "Install Maven 3.8.7 or later."
}

missing() {
  echo "local-aws: there is no $1 (looked at: $2). $3" >&2
  return 3
}

# environment NAME PACKAGE…: a virtual environment; a file with the list of its packages, and a checksum of our own one,
# marks it as complete
environment() {
  local folder=$home/$1 python complete
  shift
  complete=${*//"$here"/.} # the same for every clone, else two of them would take turns to install
  if [[ $complete == *localstack_process* ]]; then complete+=" $(cat "$here"/localstack_process/* | cksum)"; fi
  [[ -f $folder/.packages && $(< "$folder/.packages") == "$complete" ]] && return
  python=$(python)
  note "installing $*"
  rm -rf "$folder"
  "$python" -m venv "$folder"
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "uv>=$uv_version" >&2
  # Copies, not links: the cache may lie on another file system.
  "$folder/bin/uv" pip install --quiet --link-mode copy --python "$folder/bin/python" "$@" >&2
  echo "$complete" > "$folder/.packages"
}

# jars FOLDER GROUP:ARTIFACT:VERSION…: jars with those that they depend on, marked as complete by their list
jars() {
  local folder=$1 group artifact version
  shift
  [[ -f $folder/.jars && $(< "$folder/.jars") == "$*" ]] && return
  maven || return
  note "downloading $*"
  rm -rf "$folder"
  mkdir -p "$folder"
  {
    echo '<project><modelVersion>4.0.0</modelVersion><groupId>local</groupId><artifactId>aws</artifactId><version>1</version><dependencies>'
    for jar; do
      IFS=: read -r group artifact version <<< "$jar"
      echo "<dependency><groupId>$group</groupId><artifactId>$artifact</artifactId><version>$version</version></dependency>"
    done
    echo '</dependencies></project>'
  } > "$folder/pom.xml"
  mvn -q -B -f "$folder/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$folder" > "$folder/download.log" 2>&1 || {
    cat "$folder/download.log" >&2
    return 1
  }
  echo "$*" > "$folder/.jars"
}

install_sam() {
  mkdir -p "$home"
  environment "sam-$sam_version" "aws-sam-cli==$sam_version"
}

install_runtime_client() {
  mkdir -p "$home"
  jars "$home/runtime-interface-client-$ric_version" \
    "com.amazonaws:aws-lambda-java-runtime-interface-client:$ric_version"
}

install_localstack() {
  # All that must be there, before anything is downloaded.
  java_25 > /dev/null
  python > /dev/null
  maven
  mkdir -p "$home"
  environment "localstack-$localstack_version" --exclude-newer "$localstack_date" \
    "localstack-core[runtime]==$localstack_version" "localstack==$localstack_version" "$here/localstack_process"
  install_runtime_client
  # LocalStack evaluates JSONata in a JVM of its own.
  jars "$home/jsonata" com.dashjoin:jsonata:0.9.7 com.fasterxml.jackson.core:jackson-databind:2.16.2
}
