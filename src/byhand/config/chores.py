"""Every chore of the house, in one list. What is not here is not done by itself."""

# Long because this is the one list: nobody has to look anywhere else.

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.utils.translation import gettext_lazy as _

from byhand.channels.fetching import fetch_due
from byhand.channels.importing import import_due
from byhand.channels.phone.knock import forget_knocks_due
from byhand.channels.phone.texts import bring_texts_due
from byhand.channels.watching import Watchers
from byhand.conversations.again.filling import fill_runs_due, forget_runs_due
from byhand.conversations.between.filling import fill_between_due
from byhand.conversations.entrusting import entrust_due
from byhand.conversations.erasing.finishing import finish_erasures_due
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.knowing import people_visible_to
from byhand.conversations.leaving_a_word import finish_words_due
from byhand.conversations.phone.word import fetch_words_due
from byhand.conversations.reading_files import read_files_due
from byhand.conversations.recording import remove_recordings_due
from byhand.conversations.rescuing import rescue_due
from byhand.conversations.returning import return_failed_due
from byhand.conversations.ringing import settle_calls_due
from byhand.conversations.sender_check import check_senders_due
from byhand.conversations.signs_before import read_for_signs_due
from byhand.conversations.sweeping import sweep_files_due
from byhand.conversations.taking_over import take_over_due
from byhand.conversations.tell import tell_due
from byhand.conversations.telling import forget_told_due
from byhand.conversations.telling_who import read_for_clues_due
from byhand.conversations.visiting.going_on import go_on_by_mail_due
from byhand.conversations.visiting.here_now import who_is_here_due
from byhand.conversations.waking import promises_fall_due, wake_due
from byhand.conversations.writing_down import write_down_due
from byhand.demo.loading import load_demo_due
from byhand.demo.trickle import Trickle
from byhand.files.checking import check_due
from byhand.gate.anchors import anchor_journal_due
from byhand.gate.delivering import deliver_at_once_due, deliver_due
from byhand.gate.filing import file_sent_due
from byhand.gate.many.begun import Broadcasting
from byhand.gate.records.checking import check_records_due
from byhand.gate.records.importing import import_records_due
from byhand.gate.sign_up import SignUp
from byhand.gate.still_wanted import StillWanted
from byhand.gate.verifying import verify_journal_due
from byhand.help.counting import count_views_due, forget_unfound_due
from byhand.help.did_not_help import note_articles_due
from byhand.insight.nightly import Working
from byhand.insight.outreach.due import count_outreach_due
from byhand.insight.today.lot import draw_lots_due
from byhand.outreach.capacity import allow_copies_due
from byhand.outreach.following_links import look_at_links_due
from byhand.outreach.forecast import FORECASTING
from byhand.outreach.forecasting import forecast_due
from byhand.outreach.gathering import gather_readers_due
from byhand.outreach.importing import import_lists_due
from byhand.people.carddav.syncing import stay_in_step_due
from byhand.people.comparing import compare_due
from byhand.people.importing import import_people_due
from byhand.people.matching.looking import Matching
from byhand.work import registry
from byhand.work.chore import Chore


def _seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


WATCHERS = Watchers()
TRICKLE = Trickle()
WORKING = Working()
MATCHING = Matching()
BROADCASTING = Broadcasting()

CHORES = (
    Chore("fetch", _("Look for new mail in every mailbox"), _seconds(0.5), fetch_due),
    Chore(
        "watch",
        _("Sit at the mailboxes, so that new mail is seen at once"),
        _seconds(5),
        WATCHERS.keep_watching,
    ),
    Chore("import", _("Read archives somebody asked for"), _seconds(1), import_due),
    Chore(
        "import people",
        _("Read people from tables and cards somebody uploaded"),
        _seconds(1),
        import_people_due,
    ),
    Chore("records", _("Read tables of what other systems sent or sold"), _seconds(1), import_records_due),
    Chore(
        "verify records",
        _("Look whether copies of another system’s mail come from it"),
        _seconds(5),
        check_records_due,
    ),
    Chore(
        "import lists", _("Read lists of subscribers somebody brought along"), _seconds(1), import_lists_due
    ),
    Chore(
        "address books",
        _("Keep address books elsewhere in step"),
        _seconds(10),
        partial(stay_in_step_due, people_visible_to),
    ),
    Chore("read", _("Read what came in and put it into conversations"), _seconds(0.5), read_arrivals_due),
    Chore("take over", _("Take over what other desks say beside their letters"), _seconds(1), take_over_due),
    Chore("help pages", _("Note which help page somebody writes about"), _seconds(1), note_articles_due),
    Chore("help views", _("Count how often help pages are looked at"), _seconds(10), count_views_due),
    Chore(
        "forget searches",
        _("Forget after 90 days what was looked for on the help pages and not found"),
        _seconds(6 * 3600),
        forget_unfound_due,
    ),
    Chore(
        "files", _("Read office files and PDFs, so that they can be searched"), _seconds(60), read_files_due
    ),
    Chore("senders", _("Look whether mail comes from whom it names"), _seconds(5), check_senders_due),
    Chore(
        "words by phone",
        _("Bring words that callers left at the telephone exchange"),
        _seconds(5),
        fetch_words_due,
    ),
    Chore("pictures by text", _("Fetch pictures that came by text message"), _seconds(5), bring_texts_due),
    Chore(
        "forget knocks",
        _("Forget after a month what the telephone exchange told"),
        _seconds(6 * 3600),
        forget_knocks_due,
    ),
    Chore("deliver", _("Hand over letters a colleague sent"), _seconds(0.5), deliver_due),
    Chore(
        "broadcasts",
        _("Send what a colleague wrote to many, within everybody's budget"),
        _seconds(1),
        BROADCASTING.send_broadcasts_due,
    ),
    Chore(
        "say at once",
        _("Put what a colleague said in a chat on its visitor's page"),
        _seconds(0.5),
        deliver_at_once_due,
    ),
    Chore(
        "who is here",
        _("Put conversations first whose visitor is here at this moment"),
        _seconds(2),
        who_is_here_due,
    ),
    Chore(
        "go on by mail",
        _("Send by mail what a colleague said to a visitor who has left"),
        _seconds(10),
        go_on_by_mail_due,
    ),
    Chore(
        "gather readers",
        _("Gather who gets a letter to many, and who is left out"),
        _seconds(2),
        gather_readers_due,
    ),
    Chore(
        "look at links",
        _("Look whether the links of a letter to many lead anywhere, before it leaves"),
        _seconds(2),
        look_at_links_due,
    ),
    Chore(
        FORECASTING,
        _("Count, before a letter to many leaves, how many would get it and who is left out"),
        _seconds(2),
        forecast_due,
    ),
    Chore(
        "allow letters",
        _("Let no more letters to many leave than their author can answer, and none at night"),
        _seconds(10),
        allow_copies_due,
    ),
    Chore("figures of outreach", _("Count what came of letters to many"), _seconds(30), count_outreach_due),
    Chore("file", _("File sent letters in the mailbox's Sent folder"), _seconds(5), file_sent_due),
    Chore("return", _("Bring back letters that did not arrive"), _seconds(5), return_failed_due),
    Chore("rescue", _("Bring back what was taken out of Junk elsewhere"), _seconds(30), rescue_due),
    Chore("letters", _("Read who signs letters, and with which number"), _seconds(10), read_for_clues_due),
    Chore("compare", _("Look for people who are perhaps the same"), _seconds(10), compare_due),
    Chore(
        "match",
        _("Compare everybody with everybody after ten thousand people came"),
        _seconds(5),
        MATCHING.match_due,
    ),
    Chore(
        "signs before",
        _("Read older letters once for praise, complaints and who sent somebody"),
        _seconds(3),
        read_for_signs_due,
    ),
    Chore("wake", _("Bring back conversations put off until now"), _seconds(20), wake_due),
    Chore(
        "calls",
        _("Ring the others when nobody takes a call, and settle calls that are over"),
        _seconds(1),
        settle_calls_due,
    ),
    Chore(
        "words left",
        _("Keep what somebody said whose tab was closed meanwhile"),
        _seconds(20),
        finish_words_due,
    ),
    Chore(
        "recordings",
        _("Remove recordings that were to be kept until yesterday"),
        _seconds(3600),
        remove_recordings_due,
    ),
    Chore(
        "write down",
        _("Write down what recordings say, where the house has a program for it"),
        _seconds(15),
        write_down_due,
    ),
    Chore("promises", _("Put promises that fall due first"), _seconds(300), promises_fall_due),
    Chore(
        "tell", _("Tell colleagues what waits for them, outside their quiet hours"), _seconds(10), tell_due
    ),
    Chore(
        "forget told",
        _("Forget after a month what colleagues were told"),
        _seconds(6 * 3600),
        forget_told_due,
    ),
    Chore(
        "entrust",
        _("Give private conversations nobody sees any more to the owners"),
        _seconds(300),
        entrust_due,
    ),
    Chore(
        "virus check", _("Ask the virus scanner about files it has not answered for"), _seconds(20), check_due
    ),
    Chore("sweep files", _("Sweep uploaded files that nothing refers to"), _seconds(3600), sweep_files_due),
    Chore("erase", _("Remove the last traces of people who were erased"), _seconds(30), finish_erasures_due),
    Chore(
        "said before",
        _("Read what we sent lately, so that you see what was said before"),
        _seconds(3),
        fill_runs_due,
    ),
    Chore("forget said", _("Forget what was said more than 180 days ago"), _seconds(60), forget_runs_due),
    Chore(
        "between us",
        _("Count once what was said with each person before this was counted"),
        _seconds(2),
        fill_between_due,
    ),
    Chore(
        "forget sign-ups",
        _("Forget who signed up for letters and did not confirm it within a week"),
        _seconds(3600),
        SignUp.objects.forget_due,
    ),
    Chore(
        "still wanted",
        _("Ask once, after a long silence, whether somebody still wants to hear from us"),
        _seconds(3600),
        StillWanted.objects.ask_due,
    ),
    Chore("anchor", _("Write the journal's end outside the database"), _seconds(600), anchor_journal_due),
    Chore("verify journal", _("Read the whole journal and compare"), _seconds(6 * 3600), verify_journal_due),
    Chore(
        "insight",
        _("Work out the honest figures every night, and when asked"),
        _seconds(5),
        WORKING.work_out_due,
    ),
    Chore(
        "lots",
        _("Draw lots for who is left out of Today by chance, if an owner wants that measured"),
        _seconds(60),
        draw_lots_due,
    ),
    Chore("demo", _("Set up the demo studio when asked for"), _seconds(1), load_demo_due),
    Chore("demo mail", _("Let new mail come in at the demo studio"), _seconds(5), TRICKLE.trickle_due),
)
registry.register(*CHORES)
