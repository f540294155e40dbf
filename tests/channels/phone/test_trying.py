"""A line is tried live: each outcome is a sentence, and what is wrong says what to do."""

from byhand.channels.phone.adapter import PhoneAdapter
from byhand.channels.phone.leading_here import lead_here


def told(line):
    return {check.sentence: check.passed for check in PhoneAdapter().verify(line)}


def test_a_line_that_works_says_so_and_one_that_is_led_elsewhere_says_where_to(exchange, line):
    assert all(told(line).values()) and len(told(line)) == 3
    line.pk = 7
    wrong = [sentence for sentence, passed in told(line).items() if not passed]
    assert "enter this address" in wrong[0] and wrong[0].endswith("https://desk.example.org/phone/k3y/call")
    assert len(wrong) == 3
    lead_here(line)
    assert all(told(line).values())
    assert exchange.led_to["sms_url"] == "https://desk.example.org/phone/k3y/text"


def test_a_wrong_token_a_foreign_number_and_a_desk_nobody_can_reach(exchange, line):
    line.address = "+4930901820"
    line.options["public"] = "http://localhost:8000"
    wrong = [sentence for sentence, passed in told(line).items() if not passed]
    assert wrong[0].startswith("http://localhost:8000 cannot be reached from outside.")
    assert wrong[1:] == ["The account has no number +4930901820."]
    line.options |= {"public": "http://desk.example.org", "account": "ACother"}
    assert [one for one, passed in told(line).items() if not passed] == [
        "http://desk.example.org is not encrypted, so calls and texts would pass in the open. Give one with https.",
        "The provider does not know this account with this token.",
    ]
    line.options["api"] = "http://127.0.0.1:1"
    assert any("127.0.0.1:1 cannot be reached" in sentence for sentence in told(line))
    assert exchange.token not in str(told(line))
