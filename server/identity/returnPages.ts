import type { Response } from 'express'

const page = (title: string, head: string, body: string): string =>
  `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Duty Hub</title>
${head}
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`

const send = (response: Response, html: string): void => {
  response.setHeader('cache-control', 'no-store')
  response.type('html').send(html)
}

/** What may stand in a page of ours as an attribute. */
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`)

/**
 * The last step of coming back from another site: a page of our own that goes on by itself. What follows it starts from our own
 * site, so the browser sends the session's cookie, which is `SameSite=Strict`.
 */
export const goOn = (response: Response, to: string): void =>
  send(
    response,
    page(
      'Signing you in',
      `<meta http-equiv="refresh" content="0;url=${escaped(to)}">`,
      `<p><a href="${escaped(to)}">Go on to the hub</a></p>`,
    ),
  )

/** The small window in which somebody showed that it is still them: tells the screen that asked, and closes. */
export const closeWindow = (response: Response, said: string): void =>
  send(
    response,
    page(
      'Back to the hub',
      `<script src="/sign-in/hop.js" data-say="${escaped(said)}" defer></script>`,
      '<p>You can close this window.</p>',
    ),
  )

/** The names that a provider's answer may have (OAuth 2.0, RFC 9207, OpenID Connect Session Management). */
const ANSWER_FIELDS = ['code', 'state', 'iss', 'session_state', 'error', 'error_description']

/**
 * A provider that answers with a form posts it from its own site, so our cookies stay behind. This page posts the same once more,
 * from ours.
 */
export function postAgain(response: Response, action: string, sent: Readonly<Record<string, unknown>>): void {
  const fields = ANSWER_FIELDS.flatMap((name) => {
    const value = Object.hasOwn(sent, name) ? sent[name] : undefined
    return typeof value === 'string' && value.length <= 8192
      ? [`<input type="hidden" name="${name}" value="${escaped(value)}">`]
      : []
  })
  send(
    response,
    page(
      'Signing you in',
      '<script src="/sign-in/hop.js" defer></script>',
      `<form method="post" action="${escaped(action)}"><input type="hidden" name="hop" value="1">${fields.join('')}<button>Go on to the hub</button></form>`,
    ),
  )
}

/** The only script of these pages: the policy that guards them allows none inside. */
export const HOP_SCRIPT = `'use strict'
const form = document.querySelector('form')
if (form) form.submit()
const said = document.currentScript.dataset.say
if (said) {
  new BroadcastChannel('hub-step-up').postMessage(said)
  window.close()
}
`
