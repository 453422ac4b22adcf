# Sourced by mvnw: points JAVA_HOME at a JDK of the required release or newer.
# The build runs inside Maven's own JVM, so a Maven toolchain alone would come too late.

required_release=25

jdk_release() { # prints the feature release of the JDK in $1, nothing if there is none
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

is_new_enough() {
  found_release=$(jdk_release "$1")
  [ -n "$found_release" ] && [ "$found_release" -ge "$required_release" ]
}

find_jdk() {
  [ -n "${JAVA_HOME-}" ] && is_new_enough "$JAVA_HOME" && return 0
  if [ -x /usr/libexec/java_home ]; then # macOS
    candidate=$(/usr/libexec/java_home -v "$required_release+" 2>/dev/null) || candidate=
    [ -n "$candidate" ] && is_new_enough "$candidate" && JAVA_HOME=$candidate && return 0
  fi
  default_javac=$(command -v javac 2>/dev/null) || default_javac=
  default_home=
  if [ -n "$default_javac" ]; then
    default_home=$(readlink -f "$default_javac" 2>/dev/null) || default_home=$default_javac
    default_home=${default_home%/bin/javac}
  fi
  set +f # mvnw switches globbing off, the places below need it
  for candidate in "$default_home" /usr/lib/jvm/* /opt/java/* /opt/jdk* /opt/homebrew/opt/openjdk* \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if is_new_enough "$candidate"; then
      JAVA_HOME=$candidate
      set -f
      return 0
    fi
  done
  set -f
  return 1
}

if find_jdk; then
  export JAVA_HOME
else
  echo "Postmeister is built with JDK $required_release or newer, and none was found: install one (for example Temurin $required_release) or set JAVA_HOME to it." >&2
  exit 1
fi
