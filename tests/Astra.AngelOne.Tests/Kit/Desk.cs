using System.Text;
using Astra.Live;
using Microsoft.Extensions.Time.Testing;

namespace Astra.Adapters.AngelOne.Tests;

/// <summary>A session against a scripted server, on a clock that the test moves.</summary>
internal sealed class Desk : IDisposable
{
    public const string Client = "A123456";
    public const string Pin = "4321";
    public const string ApiKey = "keyKEYkey1";
    public const string Seed = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

    private readonly RestClient _client;

    /// <summary>Tuesday 2026-09-29, 10:00:05 IST: five seconds into a step of the second factor.</summary>
    public Desk(AngelOneOptions? options = null)
    {
        Time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(Scene.Millis + 5_000));
        Server = new ScriptedServer(Time);
        _client = new RestClient(Server, Time, "Angel One");
        Redactor = new Redactor();
        var credentials = new AngelCredentials(new Secret(Client), new Secret(Pin), new Secret(ApiKey), new Secret(Seed));
        foreach (Secret secret in (Secret[])[credentials.Client, credentials.Pin, credentials.ApiKey, credentials.TotpSeed]) Redactor.Add(secret);
        Options = options ?? new AngelOneOptions { Rest = new Uri("http://angel.test"), LocalAddress = "192.168.1.5", PublicAddress = "203.0.113.7", MacAddress = "00:11:22:33:44:55" };
        var rest = new AngelRest(_client, Options, credentials.ApiKey, new AngelLimits(Time));
        Session = new AngelSession(credentials, rest, Options, Redactor, Time, words => { lock (Words) Words.Add(words); });
        Calls = new AngelCalls(rest, Session, Time);
    }

    public FakeTimeProvider Time { get; }
    public ScriptedServer Server { get; }
    public Redactor Redactor { get; }
    public AngelOneOptions Options { get; }
    public AngelSession Session { get; }
    public AngelCalls Calls { get; }
    public List<string> Words { get; } = [];

    /// <summary>Tokens that a test can tell apart.</summary>
    public static string Tokens(int number, string prefix = "") =>
        $$"""{"jwtToken":"{{prefix}}jwt-number-{{number}}","refreshToken":"refresh-number-{{number}}","feedToken":"feed-number-{{number}}","state":"live"}""";

    public static string Jwt(long expires) => $"{Part("{\"alg\":\"HS512\"}")}.{Part($"{{\"exp\":{expires}}}")}.signature";

    /// <summary>Lets the clock run until the work is done: a minute of it in half a second of ours, for an hour at most.</summary>
    public async Task<T> RunAsync<T>(Task<T> work, int seconds = 3600)
    {
        for (int i = 0; i < seconds * 4 && !work.IsCompleted; i++)
        {
            for (int turn = 0; turn < 20 && !work.IsCompleted; turn++) await Task.Yield();
            if (i % 8 == 0 && !work.IsCompleted) await Task.Delay(1);
            if (!work.IsCompleted) Time.Advance(TimeSpan.FromMilliseconds(250));
        }
        return await work.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async Task<VendorException> FailsAsync<T>(Task<T> work) => await Assert.ThrowsAsync<VendorException>(() => RunAsync(work));

    public Task<AngelTokens> SignInAsync() => RunAsync(Session.CurrentAsync(CancellationToken.None).AsTask());

    public void Dispose()
    {
        Session.Dispose();
        _client.Dispose();
        Server.Dispose();
    }

    private static string Part(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
