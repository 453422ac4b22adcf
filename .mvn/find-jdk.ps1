# Sourced by mvnw.cmd, as find-jdk.sh is by mvnw: reports a JDK of the required release or newer.

$requiredRelease = 25

function Get-JdkRelease([string] $dir) { # the feature release of the JDK in $dir, 0 if there is none
  if (!$dir -or !(Test-Path "$dir/bin/javac.exe") -or !(Test-Path "$dir/release")) { return 0 }
  $line = Select-String -Path "$dir/release" -Pattern '^JAVA_VERSION="(\d+)' | Select-Object -First 1
  if ($line) { return [int] $line.Matches[0].Groups[1].Value }
  return 0
}

$candidates = @($env:JAVA_HOME)
$javac = Get-Command javac -ErrorAction SilentlyContinue
if ($javac) { $candidates += Split-Path (Split-Path $javac.Source) }
foreach ($place in "$env:ProgramFiles/Eclipse Adoptium", "$env:ProgramFiles/Java", "$env:ProgramFiles/Microsoft",
    "$env:ProgramFiles/Zulu", "$env:ProgramFiles/Amazon Corretto", "$env:USERPROFILE/.jdks",
    "$env:USERPROFILE/scoop/apps") {
  $candidates += Get-ChildItem $place -Directory -ErrorAction SilentlyContinue |
    ForEach-Object { $_.FullName; "$($_.FullName)/current" }
}

$found = $candidates | Where-Object { (Get-JdkRelease $_) -ge $requiredRelease } | Select-Object -First 1
if (!$found) {
  Write-Error ("Postmeister is built with JDK $requiredRelease or newer, and none was found: install one" +
    " (for example Temurin $requiredRelease) or set JAVA_HOME to it.")
}
$env:JAVA_HOME = $found
Write-Output "FOUND_JAVA_HOME=$found"
