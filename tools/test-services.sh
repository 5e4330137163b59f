#!/bin/sh
# Chromium, PostgreSQL, Postfix, Dovecot and the like for tests and benchmarks: installed where we may, else a word on what will be skipped.
set -eu

have() { command -v "$1" >/dev/null 2>&1; }
has_browser() { have chromium || have chromium-browser || have google-chrome || [ -d "/Applications/Google Chrome.app" ]; }
has_postfix() { [ -x /usr/sbin/postfix ] && [ -x /usr/sbin/saslpasswd2 ]; }
has_dovecot() { [ -x /usr/sbin/dovecot ] && [ -x /usr/lib/dovecot/imap ]; }
has_postgres() { have pg_ctl || [ -n "$(ls /usr/lib/postgresql/*/bin/pg_ctl 2>/dev/null)" ]; }

wanted=""
has_browser || wanted="$wanted chromium fonts-noto-cjk"
has_postfix || wanted="$wanted postfix sasl2-bin libsasl2-modules"
has_dovecot || wanted="$wanted dovecot-imapd"
has_postgres || wanted="$wanted postgresql"
have newsboat || wanted="$wanted newsboat"
have openssl || wanted="$wanted openssl"
have wrk || wanted="$wanted wrk"
have node && have npm || wanted="$wanted nodejs npm"

# Readers of the JavaScript world, into the environment: asked for by name and version, without a lock file.
install_readers() {
    here=$(dirname "$0") there="${VENV:-.venv}/readers"
    have npm || { echo "no npm: the tests with JavaScript's feed readers are skipped"; return 0; }
    [ -d "$there/node_modules/feedsmith" ] && cmp -s "$here/readers/package.json" "$there/package.json" && return 0
    mkdir -p "$there"
    cp "$here/readers/package.json" "$there/package.json"
    npm install --prefix "$there" --no-package-lock --no-audit --no-fund --silent
}

[ -n "$wanted" ] || { install_readers; exit 0; }

as_root=""
if [ "$(id -u)" != 0 ]; then
    if have sudo && sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root="no"; fi
fi
if have apt-get && [ "$as_root" != no ]; then
    echo "Installing for the tests:$wanted"
    $as_root apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $wanted >/dev/null
else
    echo "Not installed, and this user may not install packages:$wanted"
    echo "The tests that need them are skipped and say so. Install them by hand to run everything."
fi
install_readers
