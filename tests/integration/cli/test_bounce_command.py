"""`noticewire bounce`: what a mail server's pipe hands over."""

from pathlib import Path

from click.testing import CliRunner

from service.cli import main


def test_what_is_no_report_of_ours_is_passed_over(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("", encoding="utf-8")
    done = CliRunner().invoke(
        main, ["bounce", "--config", str(config), "--json"], input=b"Subject: hello\r\n\r\nhi"
    )
    assert (done.exit_code, done.stdout) == (0, '{"outcome": null}\n')


def test_a_report_on_a_message_unknown_is_told(tmp_path: Path) -> None:
    config, tag = tmp_path / "config.toml", f"bounces+{'0' * 32}-{'0' * 16}@example.org"
    config.write_text("", encoding="utf-8")
    words = b"From: MAILER-DAEMON@mx.test\r\nSubject: failed\r\n\r\n550 5.1.1 no such user\r\n"
    done = CliRunner().invoke(main, ["bounce", "--config", str(config), "--recipient", tag], input=words)
    assert done.exit_code == 0, done.output
    assert "No message of ours has that id" in done.stdout


def test_a_database_that_does_not_answer_lets_the_mail_server_try_again(tmp_path: Path) -> None:
    config, tag = tmp_path / "config.toml", f"bounces+{'0' * 32}-{'0' * 16}@example.org"
    config.write_text('[database]\nurl = "postgresql://nobody@127.0.0.1:1/none"\n', encoding="utf-8")
    words = b"From: MAILER-DAEMON@mx.test\r\n\r\n550 5.1.1 no such user\r\n"
    done = CliRunner().invoke(main, ["bounce", "--config", str(config), "--recipient", tag], input=words)
    assert done.exit_code == 75
