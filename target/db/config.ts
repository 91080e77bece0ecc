/** How a process of the target reaches the database: always through the fault proxy, never straight. */
export interface DatabaseConfig {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** TLS as asked for by `DATABASE_URL`'s `sslmode`; the embedded Postgres speaks plain TCP on loopback. */
  readonly ssl: boolean;
}
