/** A copy for an outage was written into the folder of the server. */
export type DowntimeEvent = 'downtime-pack-written'
