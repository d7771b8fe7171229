#!/usr/bin/env bash
# Downloads a release's executable and prints its path. Prints nothing where no release is asked for, or where it cannot be
# downloaded or run: then the action builds its own checkout. An executable that is not the released one is an error.
set -euo pipefail

build_instead() {
  echo "::notice title=arnsubst::$1, so the action builds it" >&2
  exit 0
}

refuse() {
  rm -f "${file:-}"
  echo "::error title=arnsubst::$1" >&2
  exit 3
}

version=$INPUT_VERSION
[ -n "$version" ] || [[ ! $ACTION_REF =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ ]] || version=$ACTION_REF
[ -n "$version" ] || exit 0
version=${version#v}
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || refuse "the input version is not a version: write one such as 0.1.0"

[[ -z $INPUT_SHA256 || $INPUT_SHA256 =~ ^[0-9a-fA-F]{64}$ ]] ||
  refuse "the input sha256 is not a SHA-256 checksum: write the 64 digits that the release's SHA256SUMS has"

case "$RUNNER_OS-$RUNNER_ARCH" in
  Linux-X64) name=arnsubst-linux-x64 ;;
  Linux-ARM64) name=arnsubst-linux-arm64 ;;
  macOS-X64) name=arnsubst-macos-x64 ;;
  macOS-ARM64) name=arnsubst-macos-arm64 ;;
  Windows-X64) name=arnsubst-windows-x64.exe ;;
  *) build_instead "there is no executable for $RUNNER_OS $RUNNER_ARCH" ;;
esac

# Empty where a workflow uses the action of its own repository.
repository=${ACTION_REPOSITORY:-$GITHUB_REPOSITORY}
url=${ARNSUBST_RELEASES:-https://github.com/$repository/releases/download}/v$version/$name
file=$RUNNER_TEMP/arnsubst-$version/$name
mkdir -p "$(dirname "$file")"
curl --fail --silent --show-error --location --retry 3 --output "$file" "$url" || build_instead "cannot download $url"

if [ -n "$INPUT_SHA256" ]; then
  { sha256sum 2>/dev/null || shasum -a 256; } <"$file" | grep -qi "^$INPUT_SHA256 " ||
    refuse "$name of $version does not have the checksum of the input sha256: compare it with the release's SHA256SUMS"
else
  command -v gh >/dev/null ||
    refuse "gh is not installed, so the attestation of $name cannot be verified: install gh, or give its checksum as sha256"
  # By the release workflow, and from the very tag.
  gh attestation verify "$file" --repo "$repository" --signer-workflow "$repository/.github/workflows/release.yml" \
    --source-ref "refs/tags/v$version" >&2 ||
    refuse "$name of $version has no valid attestation: do not use it, and report it as SECURITY.md says"
fi

chmod +x "$file"
"$file" --version >/dev/null 2>&1 || build_instead "$name does not run here"
echo "$file"
