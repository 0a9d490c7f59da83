import type { ReactNode } from 'react'

/** The marks of the design, on a grid of 16. Each is drawn with the ink around it and always stands beside a word. */
const marks = {
  search: (
    <>
      <circle cx="7" cy="7" r="4.6" />
      <path d="M10.5 10.5 14 14" />
    </>
  ),
  plus: <path d="M8 3v10M3 8h10" />,
  minus: <path d="M3 8h10" />,
  sound: <path d="M2.2 6.2v3.6h2.4L8 12.6V3.4L4.6 6.2zM10.6 5.6a3.4 3.4 0 0 1 0 4.8M12.6 3.6a6.2 6.2 0 0 1 0 8.8" />,
  silent: <path d="M2.2 6.2v3.6h2.4L8 12.6V3.4L4.6 6.2zM10.6 6.2l3.6 3.6M14.2 6.2l-3.6 3.6" />,
  moon: <path d="M13.2 9.7A5.7 5.7 0 0 1 6.3 2.8a5.7 5.7 0 1 0 6.9 6.9z" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.4v1.4M8 13.2v1.4M1.4 8h1.4M13.2 8h1.4M3.3 3.3l1 1M11.7 11.7l1 1M12.7 3.3l-1 1M4.3 11.7l-1 1" />
    </>
  ),
  octagon: (
    <>
      <path d="M5.3 1.8h5.4l3.5 3.5v5.4l-3.5 3.5H5.3l-3.5-3.5V5.3z" />
      <path d="M8 4.8v4M8 11v.1" />
    </>
  ),
  triangle: (
    <>
      <path d="M8 2.2 14.6 13.6H1.4z" />
      <path d="M8 6.4v3.4M8 11.8v.1" />
    </>
  ),
  eye: (
    <>
      <path d="M1.4 8S4 3.4 8 3.4 14.6 8 14.6 8 12 12.6 8 12.6 1.4 8 1.4 8z" />
      <circle cx="8" cy="8" r="2" />
    </>
  ),
  note: <path d="M3 2h10v9l-3 3H3zM10 14v-3h3M5.4 5.4h5.2M5.4 8h5.2" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <path d="M8 4.4V8l2.6 1.7" />
    </>
  ),
  check: <path d="M3 8.5 6.5 12 13 4.5" />,
  cross: <path d="M3.6 3.6l8.8 8.8M12.4 3.6l-8.8 8.8" />,
  ambulance: <path d="M2 11.6V8.4l1.6-4h8.8l1.6 4v3.2H2zM2 8.4h12M4.6 11.6v1.8M11.4 11.6v1.8" />,
  person: (
    <>
      <circle cx="8" cy="5.2" r="2.8" />
      <path d="M2.6 14c.3-3 2.5-4.9 5.4-4.9s5.1 1.9 5.4 4.9" />
    </>
  ),
  half: (
    <>
      <circle cx="8" cy="8" r="5.6" />
      <path d="M8 2.4a5.6 5.6 0 0 1 0 11.2z" fill="currentColor" />
    </>
  ),
  circle: <circle cx="8" cy="8" r="5.6" />,
  undo: <path d="M3 6.4h6.6a3.8 3.8 0 0 1 0 7.6H6M5.8 3.4 2.8 6.4l3 3" />,
  screen: <path d="M2 3h12v8.2H2zM5.6 13.8h4.8M8 11.2v2.6" />,
  phone: (
    <path d="M3.2 2.2h2.6l1.2 3-1.6 1.2a8.4 8.4 0 0 0 4.2 4.2l1.2-1.6 3 1.2v2.6c0 .6-.5 1-1.1 1A11.6 11.6 0 0 1 2.2 3.3c0-.6.4-1.1 1-1.1z" />
  ),
  bell: <path d="M3.2 11.6V7a4.8 4.8 0 0 1 9.6 0v4.6l1 1.2H2.2zM6.6 14.4h2.8" />,
  'no-signal': (
    <path d="M1.6 5.6a10 10 0 0 1 3-1.8M7.8 3.1a10 10 0 0 1 6.6 2.5M4.2 8.6a6 6 0 0 1 2-1.2M10.6 7.9l1.2.7M6.6 11.3a2.2 2.2 0 0 1 2.8 0M2 1.6l12 12.8" />
  ),
  back: <path d="M10 3.2 5 8l5 4.8" />,
  forward: <path d="M6 3.2 11 8l-5 4.8" />,
  bed: (
    <path d="M1.8 3.6v9.6M1.8 10.8h12.4M14.2 13.2V9.2a2 2 0 0 0-2-2H6.6v3.6M4.2 8.4a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4z" />
  ),
  shield: <path d="M8 1.8 13.4 4v4c0 3.3-2.3 5.5-5.4 6.4C4.9 13.5 2.6 11.3 2.6 8V4z" />,
  more: (
    <>
      <circle cx="3.2" cy="8" r="1.1" />
      <circle cx="8" cy="8" r="1.1" />
      <circle cx="12.8" cy="8" r="1.1" />
    </>
  ),
  home: <path d="M2 7.6 8 2.4l6 5.2M3.8 6.4V14h8.4V6.4" />,
  calendar: (
    <>
      <rect x="2" y="3.2" width="12" height="10.8" rx="1.2" />
      <path d="M2 6.6h12M5.3 1.8v2.8M10.7 1.8v2.8" />
    </>
  ),
  place: (
    <>
      <path d="M8 14.4s4.9-4.2 4.9-7.9A4.9 4.9 0 0 0 3.1 6.5c0 3.7 4.9 7.9 4.9 7.9z" />
      <circle cx="8" cy="6.4" r="1.7" />
    </>
  ),
  pencil: <path d="M10.8 2.6 13.4 5.2 5.2 13.4l-3.2.6.6-3.2z" />,
  print: <path d="M4.4 5.6V2h7.2v3.6M4.4 11.2H2V5.6h12v5.6h-2.4M4.4 9.2h7.2V14H4.4z" />,
  swap: <path d="M2.5 5.5h10l-2.6-2.6M13.5 10.5h-10l2.6 2.6" />,
  again: (
    <path d="M13.6 6.4A5.8 5.8 0 0 0 3 4.9L1.8 6.6M2.4 9.6A5.8 5.8 0 0 0 13 11.1l1.2-1.7M1.8 3v3.6h3.6M14.2 13V9.4h-3.6" />
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6.3" />
      <path d="M8 7.4v3.8M8 4.9v.1" />
    </>
  ),
  download: <path d="M8 2v8.4M4.6 7.2 8 10.6l3.4-3.4M2.4 13.8h11.2" />,
  down: <path d="M8 12 12 5H4z" fill="currentColor" stroke="none" />,
  up: <path d="M8 4 4 11h8z" fill="currentColor" stroke="none" />,
} as const satisfies Record<string, ReactNode>

export type IconName = keyof typeof marks

/** All marks once in the page. Everything else points to them. */
export function IconSprite() {
  return (
    <svg className="vh" width="0" height="0" aria-hidden="true">
      {Object.entries(marks).map(([name, drawing]) => (
        <symbol key={name} id={`i-${name}`} viewBox="0 0 16 16">
          {drawing}
        </symbol>
      ))}
    </svg>
  )
}

/** A mark beside a word, never instead of one. @example <Icon name="check" /> */
export function Icon({ name, className = '' }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg className={`i ${className}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <use href={`#i-${name}`} />
    </svg>
  )
}
