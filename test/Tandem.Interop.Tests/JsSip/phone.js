// A JsSIP without a browser: registers over a WebSocket, asks the exchange for its options, and messages whom it is told to.
// Usage: node phone.js MODULES URL USER PASSWORD [TO TEXT]. Prints one line for each thing that happens.
const [modules, url, user, password, to, text] = process.argv.slice(2);
const load = (name) => require(require('path').join(modules, name));
const JsSIP = load('jssip');
const WebSocket = load('ws');

class Line {
  constructor() {
    this.via_transport = 'WS';
    this.url = url;
    this.sip_uri = 'sip:' + new URL(url).host + ';transport=ws';
  }

  connect() {
    this.socket = new WebSocket(url, 'sip');
    this.socket.on('open', () => this.onconnect());
    this.socket.on('error', () => {});
    this.socket.on('close', (code) => this.ondisconnect(code !== 1000, code));
    this.socket.on('message', (data) => this.ondata(data.toString()));
  }

  disconnect() { this.socket.close(1000); }

  send(message) { this.socket.send(message); return true; }
}

const phone = new JsSIP.UA({ sockets: [new Line()], uri: `sip:${user}@tandem.test`, password, register: true, register_expires: 120 });
const say = (line) => console.log(line);

phone.on('registered', () => {
  say('registered');
  phone.sendOptions('sip:600@tandem.test', '', { eventHandlers: {
    succeeded: (e) => say(`options ${e.response.status_code}`),
    failed: (e) => say(`options ${e.cause}`),
  } });
  if (to) {
    phone.sendMessage(`sip:${to}@tandem.test`, text, { eventHandlers: {
      succeeded: (e) => say(`message ${e.response.status_code}`),
      failed: (e) => say(`message ${e.cause}`),
    } });
  }
});
phone.on('registrationFailed', (e) => say(`refused ${e.cause}`));
phone.on('unregistered', () => { say('unregistered'); phone.stop(); });
phone.on('newMessage', (e) => e.originator === 'remote' && say(`got ${e.message.remote_identity.uri.user}: ${e.request.body}`));
process.on('SIGINT', () => phone.unregister());
phone.start();
