export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Outgoing mail. Resolves when the message is handed over; rejects when it was not, and may then be sent again. `id` names the message: sending one id twice delivers it once where the driver can tell. */
export interface Mail {
  send(id: string, message: Message): Promise<void>;
}
