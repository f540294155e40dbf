"""The phone: a number at a provider that speaks the webhook dialect of Twilio. Calls and texts come and go through it.

The provider asks us by HTTP what to do with a call (`knocking.py`, `signature.py`); we answer in TwiML (`twiml.py`)
and ask it for things over its REST API (`rest.py`). What a call means stands in `conversations/phone/`.
"""
