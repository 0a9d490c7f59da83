import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { saveFile } from '#client/ui/takeAway.ts'
import { PACK_MINUTES, type DowntimePack } from '#shared/downtime/contract.ts'
import { formatInstant } from '#shared/time/london.ts'
import { canKeepFile, chooseFile, refresh, useCopies } from './copies.ts'

const HTML = 'text/html'

/** The copy that a desk keeps for when the hub is down: taken now, or kept fresh in a file by the browser. */
export function Downtime() {
  const { last, file, trouble } = useCopies()
  const [busy, setBusy] = useState(false)
  const [keeping, setKeeping] = useState(false)
  const save = (pack: DowntimePack): void => saveFile(pack.fileName, pack.html, HTML)
  const take = async (): Promise<void> => {
    setBusy(true)
    const fresh = await refresh()
    setBusy(false)
    if (fresh !== null) save(fresh)
  }
  const keep = async (): Promise<void> => {
    setKeeping(true)
    await chooseFile()
    setKeeping(false)
  }
  return (
    <div className="wrap">
      <div className="page-h">
        <h1 className="h1">Copy for an outage</h1>
      </div>
      <div className="stack">
        <p>
          One page that opens without the hub and without a network: open referrals, the law’s clocks, who is out, who
          is on, telephones, and room to write. Its time stands on it in large letters.
        </p>
        {trouble !== null && (
          <Notice tone="warn" speaks="at-once">
            <b>{trouble}</b> {last !== null && `The copy of ${formatInstant(last.madeAt)} is still here.`}
          </Notice>
        )}
        <Card title="Take one now">
          <div className="row">
            <Button kind="p" icon="download" busy={busy} onClick={() => void take()}>
              Download now
            </Button>
            {last !== null && (
              <Button icon="print" onClick={() => save(last)}>
                The one of {formatInstant(last.madeAt)}, already here
              </Button>
            )}
          </div>
          <p className="hint">Each one is kept in the audit as an export, with whom it holds.</p>
        </Card>
        <Card title="Keep one on this computer">
          {canKeepFile() ? (
            <>
              <p>
                {file === null
                  ? `Choose a file once. While the hub is open here, it is written again every ${PACK_MINUTES} minutes, in the background.`
                  : `${file} is written every ${PACK_MINUTES} minutes${last === null ? '' : `, last ${formatInstant(last.madeAt)}`}.`}
              </p>
              <Button busy={keeping} onClick={() => void keep()}>
                {file === null ? 'Choose the file…' : 'Choose another file…'}
              </Button>
            </>
          ) : (
            <p>
              This browser cannot write the same file again by itself. Use Edge or Chrome at the desk, or ask for the
              folder that the server keeps.
            </p>
          )}
          <p className="hint">
            It holds people’s health data. Keep it on the desk’s own encrypted computer, and nowhere that others share.
          </p>
        </Card>
      </div>
    </div>
  )
}
