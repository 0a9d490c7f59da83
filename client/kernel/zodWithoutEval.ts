import { z } from 'zod'

/**
 * The content security policy forbids code made from text. zod would try it once, be refused, and leave a report each time;
 * so it is told not to. Imported first, before any schema is made.
 */
z.config({ jitless: true })
