#!/bin/sh
# Measures LMAX's Disruptor on Java, one-to-one. Arguments: words per event (1 or 16), events, capacity, repetitions, wait.
# Installs nothing: without the jar or a Java compiler it says how to get them and ends with 3.
set -eu
jar=${DISRUPTOR_JAR:-/usr/share/java/disruptor.jar}
here=$(cd "$(dirname "$0")" && pwd)

if [ ! -f "$jar" ]; then
    echo "no $jar: install Debian's libdisruptor-java (apt-get install libdisruptor-java), or name a jar in DISRUPTOR_JAR" >&2
    exit 3
fi
if ! command -v javac >/dev/null; then
    echo "no javac: install a Java development kit (apt-get install default-jdk-headless)" >&2
    exit 3
fi

classes=$here/bin
if [ ! -f "$classes/OneToOne.class" ] || [ "$here/OneToOne.java" -nt "$classes/OneToOne.class" ]; then
    mkdir -p "$classes"
    javac -nowarn -d "$classes" -cp "$jar" "$here/OneToOne.java" >&2
fi
exec java -cp "$classes:$jar" OneToOne "$@"
