// Reads the messages of an event stream as they arrive. Comments, which keep the connection alive, are passed over.

export async function* messages(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split(/\r?\n\r?\n/u);
    rest = blocks.pop();
    for (const block of blocks) {
      const message = parsed(block);
      if (message) yield message;
    }
  }
}

function parsed(block) {
  const fields = { event: "message", data: [] };
  for (const line of block.split(/\r?\n/u)) {
    const [, name, value] = /^([^:]*):? ?(.*)$/su.exec(line);
    if (name === "data") fields.data.push(value);
    else if (name) fields[name] = value;
  }
  return fields.data.length ? { type: fields.event, data: JSON.parse(fields.data.join("\n")) } : null;
}
