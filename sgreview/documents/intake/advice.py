"""What to ask the agency for, in the words that every part of the guard uses."""

SEND_DOCX = "Ask the agency to save the form in Word as an ordinary .docx and send it again."
AS_SAVED = "Do not open it; ask the agency to send the form again as Word saved it."
NO_PASSWORD = "Ask the agency to send it without one, by secure e-mail; or open it with the password and save a copy."
NO_LABEL = "Ask the agency to send the form without the label's encryption, by secure e-mail."
NO_MACROS = "Ask the agency to save the form as .docx, which cannot hold any."
FORM_ALONE = "Ask the agency for the form alone."
