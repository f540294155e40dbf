"""Two hundred German sentences, written for this test before the German grammar was, half of them held out.

Each stands under whether its writer promises something. They are invented: nobody sent them.
"""

DEVELOPMENT_PROMISES = """
Ich schicke Ihnen das Angebot bis Freitag.
Ich melde mich morgen bei Ihnen.
Wir werden die Lieferung am Montag losschicken.
Ich rufe Sie nächsten Dienstag um 15 Uhr an.
Das Ersatzteil geht morgen in die Post.
Ich kümmere mich darum.
Wir geben Ihnen bis Ende der Woche Bescheid.
Bis Mittwoch haben Sie die Unterlagen.
Ich werde das mit meiner Kollegin klären.
Morgen früh rufe ich Sie zurück.
Die Rechnung bekommen Sie heute Nachmittag von mir.
Wir erstatten Ihnen den Betrag innerhalb von drei Werktagen.
Ich schaue mir das an und melde mich.
Ich lasse Ihnen die Fotos übermorgen zukommen.
Nächste Woche senden wir Ihnen eine neue Glasur zum Probieren.
Ich habe das notiert und werde Sie am 3. Dezember daran erinnern.
Wir prüfen das und kommen auf Sie zu.
Sie hören bis Donnerstag von mir.
Ich sage Ihnen Bescheid, sobald die Krüge da sind.
Den Termin trage ich heute noch ein.
Wir können Ihnen die Vase bis zum 15. fertig machen.
Ich frage in der Werkstatt nach und schreibe Ihnen dann.
Wir werden uns bis Montagabend bei Ihnen melden.
Ich bringe den Deckel am Samstag mit.
Ihr Geld überweisen wir Ihnen noch diese Woche.
Ich werde es versuchen.
Wir tauschen Ihnen das Stück selbstverständlich um.
Ich reserviere zwei Plätze für Sie.
In zwei Tagen schicke ich dir den Entwurf.
Ich halte Sie auf dem Laufenden.
Wir versprechen Ihnen, dass die Teller vor Weihnachten ankommen.
Wird erledigt.
Mache ich.
Wir liefern Ihnen den Ofen am 12.01. an.
Ich gebe Ihre Nachricht an Tomas weiter.
Ich werde Ihnen die Adresse heute Abend schicken.
Bis spätestens Freitagmittag liegt Ihnen die Antwort vor.
Ich überweise die Anzahlung am Freitag.
Ich setze Sie auf die Warteliste.
Wir holen das Paket am Dienstag bei Ihnen ab.
Den Rest der Bestellung liefern wir kommende Woche nach.
Ich bestelle die Farbe gleich morgen.
Natürlich buche ich den Kurs für Sie um.
Wir werden den Fehler beheben.
Ich such dir das bis morgen raus.
Da melden wir uns Anfang nächster Woche noch einmal.
Ich sende Ihnen anbei vorab die Liste, das Original folgt am Montag per Post.
Ich spreche mit Ana und gebe Ihnen dann eine Rückmeldung.
Am Monatsende erhalten Sie von uns die Abrechnung.
Ich werd mich drum kümmern.
"""

DEVELOPMENT_OTHERS = """
Können Sie mir bis Freitag ein Angebot schicken?
Bitte melden Sie sich morgen bei uns.
Ich freue mich auf Ihre Antwort.
Ich bin vom 3. bis zum 10. Dezember im Urlaub.
Wir haben die Lieferung am Montag losgeschickt.
Ich werde am Freitag nicht im Büro sein.
Er hat gesagt, dass er sich morgen meldet.
Wenn Sie möchten, schicke ich Ihnen gern ein Muster.
Der Kurs findet am 5. Dezember statt.
Schicken Sie mir die Unterlagen bitte bis Mittwoch.
Ich hoffe, dass die Vase heil ankommt.
Wir würden gern am Samstag vorbeikommen.
Wann bekomme ich mein Geld?
Das kann ich Ihnen leider nicht bis morgen schicken.
Ich wünsche Ihnen ein schönes Wochenende.
Vielen Dank für Ihre Nachricht vom Montag.
Die Werkstatt ist am Freitag geschlossen.
Sie können uns bis 18 Uhr anrufen.
Ich weiß nicht, ob wir das bis Dienstag schaffen.
Soll ich Sie morgen anrufen?
Wir sind ab Montag wieder für Sie da.
Ich habe mir das angesehen.
Das Wetter wird morgen schön.
Ich werde nächste Woche vierzig.
Ich würde mich über einen Rückruf freuen.
Meine Mutter feiert am 15. November ihren Geburtstag.
Ich brauche die Teller bis Freitag.
Rufen Sie mich heute Nachmittag zurück.
Leider werden wir die Frist nicht halten können.
Ich finde die Glasur sehr schön.
Wir suchen zum 1. Januar eine Aushilfe.
Frau Lind schrieb, sie werde das Paket morgen abholen.
Falls Sie noch Fragen haben, helfen wir Ihnen gern weiter.
Ich glaube, es wird am Montag schneien.
Sie werden den Unterschied sofort sehen.
Morgen bin ich den ganzen Tag unterwegs.
Ich möchte die Bestellung stornieren.
Die Bestellung kam gestern an.
Ich warte seit drei Wochen auf eine Antwort.
Haben Sie am Dienstag um 15 Uhr Zeit?
Ich verstehe, dass Sie enttäuscht sind.
Wir werden sehen.
Das hätte ich Ihnen gestern schicken sollen.
Ich werde oft gefragt, ob man die Teller spülen kann.
Wer kümmert sich bei Ihnen um die Rechnungen?
Ich komme am Samstag mit meiner Schwester.
Mit freundlichen Grüßen aus der Werkstatt.
Wir öffnen montags um neun.
Ich kann mich nicht erinnern, das bestellt zu haben.
Es tut mir leid, dass Sie warten mussten.
"""

HELD_OUT_PROMISES = """
Ich lege Ihnen die Quittung heute noch in den Briefkasten.
Wir reparieren den Henkel bis nächsten Mittwoch.
Sie bekommen die Gutschrift Anfang Dezember.
Ich werde morgen gleich nachsehen.
Die fehlende Tasse schicken wir Ihnen am Donnerstag nach.
Bis heute Abend haben Sie eine Antwort.
Ich erkundige mich und sage Ihnen dann Bescheid.
Wir werden Ihre Adresse ändern.
Am Montag um zehn rufe ich an.
Ich mache Ihnen bis übermorgen einen Kostenvoranschlag.
Das Paket verlässt uns am Freitag.
Wir schreiben Ihnen, sobald der Brand fertig ist.
Ich schick es dir nachher.
Ich leite Ihre Frage an die Buchhaltung weiter.
Wir ersetzen Ihnen die zerbrochene Schale.
In einer Woche melde ich mich wieder.
Ich werde dafür sorgen, dass das nicht noch einmal passiert.
Ich nehme den Ton am Samstag für Sie mit.
Ihre Anzahlung erhalten Sie innerhalb von 14 Tagen zurück.
Kommende Woche bringen wir den Ofen vorbei.
Ich antworte Ihnen morgen ausführlich.
Wir stornieren die Bestellung und überweisen den Betrag bis Freitag.
Ich trage Sie für den Kurs im März ein.
Ich werde Ihnen den Schlüssel am Dienstag geben.
Wir kümmern uns gleich morgen früh um die Reklamation.
Bis zum 10. Januar ist die Reparatur bei Ihnen.
Ich hole die Sachen nächsten Freitag ab.
Ich sende Ihnen gleich den Link.
Wir drucken die Karten bis Dienstag.
Alles klar, erledige ich heute.
Ich werde das Geld am 1. Dezember überweisen.
Ich verspreche, mich zu melden.
Danach schicke ich Ihnen die fertige Zeichnung.
Wir legen für Sie einen Krug zurück.
Ich rede mit dem Spediteur und informiere Sie bis morgen Mittag.
Wir können den Brennofen am 14. Dezember liefern.
Ich zahle den Rest bis Monatsende.
Heute Nachmittag stelle ich die Bilder für Sie online.
Ich bereite die Unterlagen vor.
Wir lassen Ihnen den Vertrag spätestens am Montag zukommen.
Die Muster gehen übermorgen raus.
Ich korrigiere die Rechnung und schicke sie Ihnen neu.
Ich werde Tomas bitten, Sie anzurufen.
Sobald ich mehr weiß, melde ich mich.
Wir werden es bis Mittwoch fertig haben.
Ich frag mal nach.
Ich sehe mir den Sprung am Freitag in der Werkstatt an.
Wir reservieren Ihnen den Raum bis zum 20. Dezember.
Ich gebe es morgen zur Post.
Am Ende der Woche erhalten Sie von mir eine Liste.
"""

HELD_OUT_OTHERS = """
Ich habe Ihnen die Rechnung gestern geschickt.
Würden Sie mir bitte bis Montag antworten?
Wir haben am Samstag geschlossen.
Ich werde im Dezember verreisen.
Wenn Ihnen das passt, komme ich am Dienstag vorbei.
Ich warte auf die Lieferung vom Freitag.
Bitte überweisen Sie den Betrag bis Ende des Monats.
Mir wurde gesagt, das Paket komme heute.
Ich würde das gern bis Mittwoch wissen.
Die Ausstellung beginnt am 12. Dezember.
Kann ich das Stück am Freitag abholen?
Wir konnten die Glasur nicht mehr bekommen.
Ich denke, das wird schwierig.
Das werden wir nicht schaffen.
Ich wohne seit Montag in Bremen.
Ihre Nachricht hat uns sehr gefreut.
Sie erreichen uns morgen ab neun Uhr.
Ich brauche bis Freitag eine Rechnung.
Vielleicht schicke ich Ihnen morgen ein Bild.
Ich bin gespannt, was Sie sagen werden.
Ich bin am Montag beim Arzt.
Wir wünschen Ihnen frohe Weihnachten.
Ich muss bis Donnerstag wissen, ob der Kurs stattfindet.
Haben Sie meine Mail vom Dienstag bekommen?
Herr Brandt will das morgen klären.
Ich werde alt.
Bei Fragen melden Sie sich jederzeit.
Sie sagten, Sie schicken mir den Deckel bis Freitag.
Nächste Woche ist hier viel los.
Ich kann am Mittwoch leider nicht.
Die Krüge sind aus weißem Ton.
Ob wir das bis Weihnachten hinbekommen, ist offen.
Am liebsten käme ich am Samstag.
Ich hätte gern zwei Tassen.
Ich werde mich freuen, Sie zu sehen.
Das Angebot gilt bis zum 31. Dezember.
Ich sitze morgen im Zug nach Wien.
Melden Sie sich bitte, wenn etwas fehlt.
Man hat mir versprochen, dass ich bis heute eine Antwort bekomme.
Wir waren am Sonntag bei Ihnen im Laden.
Wie lange werden Sie brauchen?
Ich weiß, dass Sie viel zu tun haben.
Die Post kommt erst am Montag.
Ich werde mir das überlegen müssen.
Wir wollen Sie nicht drängen.
Es wird bis Freitag dauern.
Schöne Grüße und bis morgen.
Meinen Geburtstag feiere ich am 3. Januar.
Danke, dass Sie sich gekümmert haben.
Ich esse keinen Fisch.
"""


def of(block: str) -> list[str]:
    return block.strip().splitlines()
