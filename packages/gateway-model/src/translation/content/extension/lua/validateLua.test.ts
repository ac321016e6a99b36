import { LuaValidation, validateLua } from './validateLua';

/** What is made of a body of `envoy_on_request`. */
function onRequest(body: string, validation: LuaValidation = 'Strict') {
  return validateLua(
    `function envoy_on_request(handle)\n${body}\nend`,
    validation,
  ).state;
}

describe('a Lua script', () => {
  it('must name an entry point', () => {
    expect(validateLua('local x = 1', 'Disabled').state).toBe('invalid');
    expect(validateLua('-- envoy_on_request', 'Disabled').state).toBe('valid');
    expect(validateLua('-- envoy_on_request', 'Strict').state).toBe('invalid');
  });

  it('is tried with each entry point it names', () => {
    const { state } = validateLua(
      'function envoy_on_request(h) end function envoy_on_response(h) h:nope() end',
      'Strict',
    );
    expect(state).toBe('invalid');
  });

  it.each([
    'handle:headers():add("x", "1")',
    'local body = handle:body():getBytes(0, handle:body():length())',
    'for chunk in handle:bodyChunks() do handle:logInfo(chunk:length()) end',
    'handle:respond({[":status"] = "403"}, "no")',
    'local headers, body = handle:httpCall("cluster", {a = "b"}, "body", 500)',
    'handle:streamInfo():dynamicMetadata():set("a", "b", "c")',
    'handle:logInfo(handle:metadata().key1 .. handle:filterContext():get("x"))',
    'handle:connection():ssl():subjectPeerCertificate():upper()',
    'local ok, err = pcall(error, "x"); handle:logInfo(err)',
    'for w in ("a b"):gmatch("%a+") do handle:logInfo(w) end',
    'handle:logInfo(("k=v"):match("^(%w+)=(%w+)$"))',
    'handle:logInfo((("abc"):gsub("%w", function(c) return c .. c end)))',
    'local t = {3, 1, 2} table.sort(t) handle:logInfo(table.concat(t, ","))',
    'handle:logInfo(string.format("%d %s", 1, "a") .. tostring(nil) .. 1e3)',
    'for i = 1, 3 do if i == 2 then goto next end handle:logInfo(i) ::next:: end',
    'local x = 1 local f = function() return x end local x = "s" handle:logInfo(f() + 1)',
    'local function sum(...) local a, b = ... return a + b end handle:logInfo(sum(1, 2))',
    'local function count(n) if n == 0 then return 0 end return count(n - 1) end count(5000)',
    'local t = setmetatable and 1 or 2 handle:logInfo(t)',
    'handle:logInfo(os.date("%Y") .. os.time() .. math.floor(1.5))',
    'handle:logInfo([[long]] --[==[ comment ]] ]==] .. "\\65\\n")',
    'local cn = handle:connection():ssl():subjectPeerCertificate():match("O=(%w+)") handle:logInfo("x" .. cn)',
    'if handle:headers():get("x"):find("example", 1, true) ~= 1 then error("x") end',
    'local t = {[2] = "b", "a", "c"} handle:logInfo(t[1] .. t[2])',
    'local t, i = {1}, 1 i, t[i] = 2, 5 if t[1] ~= 5 then error("x") end',
    'local ok, why = pcall(error, "x", 0) if why ~= "x" then error(why) end',
    'local ok, why = pcall(function() error("x") end) if why == "x" then error(why) end',
    'handle:logInfo(("50%"):find("%") or "none")',
  ])('may do %s', body => {
    expect(onRequest(body)).toBe('valid');
  });

  it.each([
    'handle:unknownApi()',
    'handle:logInfo(nil)',
    'handle:logInfo({})',
    'handle:respond({status = "403"}, "no")',
    'handle:headers():get("x").y.z = 1',
    'local t = {} t.a.b = 1',
    'local t = {} t[nil] = 1',
    'error("no")',
    'assert(false)',
    'local x = 1 + "a"',
    'local x = {} < {}',
    'local x = 1 < "2"',
    'local x = #nil',
    'for i = 1, "3" do end',
    'for k in pairs(nil) do end',
    'table.concat({1, {}}, ",")',
    'require("cjson")',
    'os.execute("ls")',
    'setmetatable({}, {})',
    'loadstring("return 1")()',
    'io.open("/etc/passwd")',
    'io.open("../x")',
    'os.getenv("pwd")',
    'local function f() return 1 + f() end f()',
    '("x"):rep("y")',
    '("("):match("(")',
    'local t, i = {1}, 2 t[1], i = i, t[1] if t[1] ~= 2 then error("x") end',
    'handle:logInfo(os.date(nil))',
  ])('fails by %s', body => {
    expect(onRequest(body)).toBe('invalid');
    expect(onRequest(body, 'InsecureSyntax')).toBe('valid');
  });

  it.each([
    'local x = = 1',
    'break',
    'goto nowhere',
    'do goto over local y = 1 ::over:: handle:logInfo(y) end',
    'local f = function() return ... end',
    'f() = 1',
    'x',
    'handle:logInfo("open',
    '--[[ open',
    'local x = 1 // 2',
    'return 1 handle:logInfo("x")',
    Array.from({ length: 201 }, (_, i) => `local v${i} = ${i}`).join(' '),
  ])('is none: %s', body => {
    expect(onRequest(body, 'InsecureSyntax')).toBe('invalid');
    expect(onRequest(body, 'Disabled')).toBe('valid');
  });

  it.each([
    'while true do end',
    'os.getenv("HOME")',
    'io.open("/tmp/x")',
    'coroutine.wrap(function() end)()',
    'local s = "x" while true do s = s .. s end',
    'local t = {} for i = 1, 1e9 do t[i] = i end',
    'handle:logInfo(("x"):rep(1e9))',
    'handle:logInfo(("a"):rep(5000):match(".-.-.-.-b"))',
    `local x = ${'('.repeat(500)}1${')'.repeat(500)}`,
    'unpack({}, 1, 1e9)',
  ])('cannot be judged here: %s', body => {
    const begin = performance.now();
    expect(onRequest(body)).toBe('undecidable');
    expect(performance.now() - begin).toBeLessThan(2000);
  });

  it('is judged whatever is in it', () => {
    for (const text of [
      '\u0000',
      '\ud800',
      '"',
      '[',
      '[[',
      '--[=',
      '\\',
      '0x',
    ]) {
      expect(['valid', 'invalid']).toContain(onRequest(text));
    }
  });
});
