/** The connections below TLS: only they can be reset, an encrypted one is always closed politely. */
import type {Socket} from 'node:net';

export class TcpConnections {
  /** By the port of the client. */
  readonly #sockets = new Map<number, Socket>();

  add(socket: Socket): void {
    const {remotePort = 0} = socket;
    this.#sockets.set(remotePort, socket);
    socket.on('close', () => this.#sockets.delete(remotePort));
  }

  reset(encrypted: Socket): void {
    const socket = this.#sockets.get(encrypted.remotePort ?? 0);
    if (!socket) throw new Error('there is no such connection');
    socket.resetAndDestroy();
    encrypted.destroy();
  }
}
