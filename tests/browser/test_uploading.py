"""Files go up from the page: dropped, pasted, several at once, with progress; refused, stopped, tried again."""

from playwright.sync_api import expect
from tests import cast
from tests.browser.looking import look_at, wait_until

from byhand.conversations.models import Draft, DraftFile, Message

BRING = """([kind, files]) => {
  const data = new DataTransfer()
  for (const [name, type, size, start] of files) {
    const bytes = new Uint8Array(size)
    bytes.set(start)
    data.items.add(new File([bytes], name, {type}))
  }
  const field = document.getElementById("body"), how = {bubbles: true, cancelable: true}
  if (kind === "paste") return field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, ...how}))
  return ["dragover", "drop"].map(name => field.dispatchEvent(new DragEvent(name, {dataTransfer: data, ...how})))
}"""


def bring(page, *files, kind="drop"):
    """Files by name, type and size, and the bytes they begin with."""
    named = [(name, mime, size, list(more[0]) if more else [65]) for name, mime, size, *more in files]
    page.evaluate(BRING, [kind, named])


def slow(page, bytes_a_second):
    """A narrow line up, as Chromium itself makes it."""
    line = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_a_second}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)


def names() -> set[str]:
    return set(DraftFile.objects.values_list("filename", flat=True))


def test_several_are_dropped_and_send_waits_for_them(desk, ruth):
    page = desk.at(ruth)
    page.get_by_label("Your words").fill("Here are both.")
    slow(page, 400_000)
    bring(page, ("one.pdf", "application/pdf", 900_000), ("two.pdf", "application/pdf", 300_000))
    expect(page.locator("#uploads .uploading")).to_have_count(2)
    expect(page.locator("#uploads-said")).to_have_text("2 files are going up.")
    wait_until(page, "(v => v > 5 && v < 95)(document.querySelector('#uploads progress').value)")
    page.get_by_label("Your words").press("Control+Enter")
    expect(page.locator("#keeping")).to_have_text("Leaves as soon as the files are up.")
    assert not Message.objects.filter(text="Here are both.").exists()
    expect(page.locator(".msg").last).to_contain_text("two.pdf", timeout=20_000)
    sent = Message.objects.get(text="Here are both.")
    assert {one.filename for one in sent.attachments.all()} == {"one.pdf", "two.pdf"}


def test_one_is_stopped_on_its_way_and_the_focus_is_kept(desk, ruth):
    page = desk.at(ruth)
    slow(page, 100_000)
    bring(page, ("slow.bin", "", 2_000_000), ("quick.txt", "text/plain", 5))
    page.get_by_label("Stop “slow.bin”").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your words")).to_be_focused()
    expect(page.locator("#files .file")).to_have_count(1)
    expect(page.locator("#uploads .uploading")).to_have_count(0)
    assert names() == {"quick.txt"}


def test_what_is_refused_says_so_in_its_place_and_nothing_leaves_without_a_word(desk, ruth):
    page = desk.at(ruth)
    page.get_by_label("Your words").fill("The price list.")
    bring(
        page, ("good.txt", "text/plain", 4), ("run.exe", "", 4), ("vast.zip", "application/zip", 22_000_000)
    )
    expect(page.locator(".failed").first).to_contain_text("“run.exe” is a program")
    expect(page.locator(".failed").last).to_contain_text("“vast.zip” is over 20 MB")
    expect(page.locator("#files .file")).to_contain_text("good.txt")
    page.get_by_label("Your words").press("Control+Enter")
    expect(page.locator("#keeping")).to_contain_text("Not sent: a file is not with the letter.")
    assert not Message.objects.filter(text="The price list.").exists()
    page.get_by_label("Stop “run.exe”").click()
    page.get_by_label("Stop “vast.zip”").click()
    page.get_by_label("Your words").press("Control+Enter")
    expect(page.locator(".msg").last).to_contain_text("good.txt")


def test_offline_it_waits_and_goes_up_when_the_line_is_back(desk, ruth):
    page = desk.at(ruth)
    page.context.set_offline(True)
    bring(page, ("later.txt", "text/plain", 4))
    expect(page.locator(".failed")).to_contain_text("The desk cannot be reached.")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#files .file")).to_contain_text("later.txt")
    expect(page.locator(".failed")).to_have_count(0)


def test_what_failed_is_tried_again_by_its_button(desk, ruth):
    page = desk.at(ruth)
    page.route("**/files/", lambda route: route.abort())
    bring(page, ("again.txt", "text/plain", 4))
    button = page.get_by_role("button", name="Try again")
    expect(button).to_be_visible()
    page.unroute("**/files/")
    button.click()
    expect(page.locator("#files .file")).to_contain_text("again.txt")


def test_a_pasted_picture_is_shown_and_pasted_text_stays_text(desk, ruth):
    page = desk.at(ruth)
    bring(page, ("image.png", "image/png", len(cast.PNG), cast.PNG), kind="paste")
    expect(page.locator("#files .file img")).to_be_visible()
    wait_until(page, "document.querySelector('#files img').naturalWidth > 0")
    left_alone = page.evaluate("""() => {
      const data = new DataTransfer(), how = {bubbles: true, cancelable: true}
      data.setData("text/plain", "words")
      const field = document.getElementById("body")
      return [new ClipboardEvent("paste", {clipboardData: data, ...how}),
              new DragEvent("dragover", {dataTransfer: data, ...how}),
              new DragEvent("drop", {dataTransfer: data, ...how})].map(one => field.dispatchEvent(one))
    }""")
    assert left_alone == [True, True, True] and names() == {"image.png"}


def test_a_file_that_misses_the_sheet_is_not_opened_instead_of_the_desk(desk, ruth):
    page = desk.at(ruth)
    prevented = page.evaluate("""() => {
      const data = new DataTransfer(); data.items.add(new File(["x"], "x.html", {type: "text/html"}))
      return ["dragover", "drop"].map(name => !document.getElementById("list").dispatchEvent(
        new DragEvent(name, {dataTransfer: data, bubbles: true, cancelable: true})))
    }""")
    assert prevented == [True, True]


def test_a_new_letter_takes_files_before_a_word_is_written(desk):
    page = desk.sit_down("/write/")
    bring(page, ("a.txt", "text/plain", 3), ("b.txt", "text/plain", 3))
    expect(page.locator("#files .file")).to_have_count(2)
    assert Draft.objects.count() == 1 and names() == {"a.txt", "b.txt"}


def test_files_on_their_way_are_readable_for_everyone(desk, ruth):
    page = desk.at(ruth)
    bring(page, ("the-lid.png", "image/png", len(cast.PNG), cast.PNG), ("run.exe", "", 4))
    expect(page.locator(".failed")).to_contain_text("is a program")
    slow(page, 50_000)
    bring(page, ("Transportversicherungsbescheinigung-2026.pdf", "application/pdf", 2_000_000))
    wait_until(page, "document.querySelector('#uploads .uploading:last-child progress').value > 2")
    assert look_at(page, "conversation-uploading") == []
    page.close()  # or the desk waits for the rest of it before it ends
