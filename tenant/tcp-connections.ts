/** The TCP connections below TLS. Only they can be reset: a TLS socket always closes in order. */
import type {Socket} from 'node:net';

export class TcpConnections {
  /** By client port. */
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
