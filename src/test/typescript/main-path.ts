// The main path with the client that openapi-generator makes (target/generated-test-sources/client-typescript, here "client").
import {
  APITokensApi,
  Configuration,
  MessagesApi,
  SystemMailServerApi,
  TenantsApi,
} from './client/index.js';

declare const process: { argv: string[] };

const [basePath, username, password, smtpPort, sender, tenant, subject] = process.argv.slice(2);

function expect(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) {
    throw new Error(`${what}: ${String(actual)} instead of ${String(expected)}`);
  }
}

const administrator = new Configuration({ basePath, username, password });

const servers = new SystemMailServerApi(administrator);
const server = await servers.putSystemMailServer({
  mailServer: {
    enabled: true,
    host: 'localhost',
    port: Number(smtpPort),
    encryption: 'NONE',
    senderAddress: sender,
    authentication: { mode: 'NONE' },
  },
});
expect('port', server.port, Number(smtpPort));

// What was read can be changed and sent back.
const read = await servers.getSystemMailServerRaw({});
const named = await servers.putSystemMailServer({
  ifMatch: read.raw.headers.get('ETag') ?? '',
  mailServer: { ...(await read.value()), senderName: 'Example' },
});
expect('sender', named.senderName, 'Example');

const test = await servers.testSystemMailServer({
  testMailRequest: { recipient: 'test@example.org' },
});
expect('test mail', test.status, 'SENT');

const created = await new TenantsApi(administrator).createTenant({
  newTenant: { name: tenant, displayName: 'Example' },
});
expect('tenant', created.name, tenant);

const { token } = await new APITokensApi(administrator).createTenantApiToken({
  tenant,
  newApiToken: { name: 'First mail', scopes: ['messages:send', 'messages:read'] },
});

const messages = new MessagesApi(new Configuration({ basePath, accessToken: token }));
const accepted = await messages.sendMessage({
  tenant,
  idempotencyKey: 'first-mail',
  newMessage: {
    to: ['somebody@example.org', { address: 'else@example.org', name: 'Somebody Else' }],
    subject,
    text: 'How do you do?',
  },
});

const ended = await messages.getMessage({ tenant, id: accepted.id, wait: 60 });
expect('status', ended.status, 'DELIVERED');
expect('attempts', ended.attempts?.length, 1);

const log = await messages.listTenantMessages({ tenant });
expect('log', log.map((message) => message.id).join(), String(accepted.id));
console.log(`Message ${ended.id} of ${ended.acceptedAt.toISOString()}: ${ended.status}`);
