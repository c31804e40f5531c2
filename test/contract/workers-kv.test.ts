import { Namespaces } from "cloudflare/resources/kv/namespaces";
import { account_id, startPerTest } from "./harness.ts";

const start = startPerTest();

describe("Workers KV", () => {
  it("keeps values by namespace and key, of a form or of a plain body", async () => {
    const { client } = await start();
    const namespaces = new Namespaces(client);
    const { id } = await namespaces.create({ account_id, title: "players" });
    const where = { account_id, namespace_id: id };
    const value = '{"source":"a"}';
    await namespaces.values.update("keynote", { ...where, value, metadata: '{"of":"x"}' });
    const held = async () => (await namespaces.values.get("keynote", where)).text();
    expect(await held()).toBe(value);
    expect(await namespaces.metadata.get("keynote", where)).toStrictEqual({ of: "x" });

    const path = `/accounts/${account_id}/storage/kv/namespaces/${id}/values/keynote`;
    await client.put(path, { body: "plain", headers: { "content-type": "text/plain" } });
    expect(await held()).toBe("plain");

    await namespaces.values.delete("keynote", where);
    await expect(held()).rejects.toMatchObject({ status: 404 });
    await namespaces.delete(id, { account_id });
    await expect(namespaces.get(id, { account_id })).rejects.toMatchObject({ status: 404 });
  });

  it("has each title once", async () => {
    const { client } = await start();
    const namespaces = new Namespaces(client);
    await namespaces.create({ account_id, title: "players" });
    const again = namespaces.create({ account_id, title: "players" });
    await expect(again).rejects.toMatchObject({ status: 400 });
  });
});
