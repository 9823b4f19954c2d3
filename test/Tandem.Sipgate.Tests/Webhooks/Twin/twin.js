// node twin.js LIBRARY SERVER_ADDRESS SOUND: prints the answer of sipgate's own webhook server to each response of its builder, as JSON.
const http = require('http');
const [library, serverAddress, sound] = process.argv.slice(2);
const { createWebhookModule, WebhookResponse } = require(library);

const cases = {
  nothing: () => undefined,
  redirect: () => WebhookResponse.redirectCall({ numbers: ['4915799912345', '492111234567'], anonymous: true, callerId: '492111234567' }),
  redirectShown: () => WebhookResponse.redirectCall({ numbers: ['4915799912345'], anonymous: false }),
  redirectPlain: () => WebhookResponse.redirectCall({ numbers: ['4915799912345'] }),
  voicemail: () => WebhookResponse.sendToVoicemail(),
  busy: () => WebhookResponse.rejectCall({ reason: 'busy' }),
  rejected: () => WebhookResponse.rejectCall({ reason: 'rejected' }),
  hangUp: () => WebhookResponse.hangUpCall(),
  play: () => WebhookResponse.playAudio({ announcement: sound }),
  gather: () => WebhookResponse.gatherDTMF({ maxDigits: 3, timeout: 10000 }),
  gatherPlay: () => WebhookResponse.gatherDTMF({ maxDigits: 1, timeout: 2000, announcement: sound }),
};

const post = (port) => new Promise((resolve, reject) => {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const request = http.request({ host: '127.0.0.1', port, method: 'POST', headers }, (response) => {
    let body = '';
    response.on('data', (chunk) => { body += chunk; });
    response.on('end', () => resolve(body));
  });
  request.on('error', reject);
  request.end('event=newCall&callId=1&direction=in&from=49211&to=49212');
});

(async () => {
  console.error = () => {};
  process.env.NO_PROXY = '*';
  const answers = {};
  for (const followUps of [false, true]) {
    const server = await createWebhookModule().createServer({ port: 0, serverAddress, hostname: '127.0.0.1', skipSignatureVerification: true });
    if (followUps) {
      server.onAnswer(() => {});
      server.onHangUp(() => {});
    }
    for (const [name, make] of Object.entries(cases)) {
      server.onNewCall(make);
      answers[followUps ? `${name}, followed` : name] = await post(server.getHttpServer().address().port);
    }
    server.stop();
  }
  console.log(JSON.stringify(answers));
  process.exit(0);
})();
