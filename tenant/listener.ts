/** Where a host listens. It can stop, so that connections are refused, and listen again. */
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';

export class Listener {
  #port = 0;
  #isStopped = false;

  constructor(
    private readonly server: Server,
    private readonly address: string,
  ) {}

  /** @returns the origin. */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, this.address, resolve);
    });
    this.server.removeAllListeners('error');
    this.#port = (this.server.address() as AddressInfo).port;
    return `https://${this.address}:${this.#port}`;
  }

  stopListening(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.server.close();
    this.server.closeAllConnections();
  }

  async resumeListening(): Promise<void> {
    if (!this.#isStopped) return;
    await this.listen(this.#port);
    this.#isStopped = false;
  }

  async stop(): Promise<void> {
    if (this.#isStopped) return;
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}
