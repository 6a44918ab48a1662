using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>The two calls that bring tokens, with their retries. One caller at a time.</summary>
internal sealed class AngelLogin(AngelCredentials credentials, AngelRest rest, Redactor redactor, TimeProvider time)
{
    /// <summary>Logins that failed for the vendor's own trouble or its rate, in one go.</summary>
    private const int Tries = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeastSkew = TimeSpan.FromSeconds(1);

    private readonly OneTimeCodes _codes = new("Angel One", credentials.TotpSeed, time);

    /// <summary>Logs in with client code, PIN and a code that was never sent before.</summary>
    /// <exception cref="VendorException">Final when the vendor refused; else it could not be reached.</exception>
    public async Task<AngelTokens> LogInAsync(int generation, CancellationToken stop)
    {
        bool secondCode = false;
        for (int tries = 1; ; tries++)
        {
            string body = JsonBody.Of(
                ("clientcode", credentials.Client.Reveal()), ("password", credentials.Pin.Reveal()), ("totp", await _codes.NextAsync(stop).ConfigureAwait(false)));
            AngelReply reply = await rest.SendAsync(HttpMethod.Post, AngelPaths.Login, body, null, rest.Limits.Login, false, stop).ConfigureAwait(false);
            if (reply.IsGood)
                return AngelTokens.Read(reply.Data, generation, Now, null)
                    ?? throw Refusal("login was accepted but brought no tokens", reply, "try again later; if it stays so the vendor's interface has changed");
            switch (reply.Fault)
            {
                case AngelFault.WrongLogin:
                    throw Refusal("client code or PIN is wrong", reply, "correct the secrets before the next start: repeated tries lock the account");
                case AngelFault.TotpRefused when !secondCode:
                    // A clock that is off by seconds makes a wrong code near the end of a step.
                    secondCode = true;
                    if (reply.ServerAhead is { } ahead && ahead.Duration() >= LeastSkew) _codes.Correction = ahead;
                    break;
                case AngelFault.TotpRefused:
                    throw Refusal("the second factor was refused twice", reply, "check the TOTP seed, this machine's clock, and the address registered with the API key");
                case AngelFault.WrongKey:
                    throw Refusal("the API key is invalid", reply, "check the key on the vendor's page of apps");
                case AngelFault.RateLimited or AngelFault.Trouble when tries < Tries:
                    await Task.Delay(FirstPause * (1 << (tries - 1)), time, stop).ConfigureAwait(false);
                    break;
                case AngelFault.RateLimited or AngelFault.Trouble:
                    throw new VendorException(Clean($"Angel One: no login for now: {reply.Words}")) { Code = reply.Code };
                default:
                    throw Refusal("login was refused", reply, "see the vendor's words");
            }
        }
    }

    /// <summary>New tokens for the refresh token; null when that is refused.</summary>
    public async Task<AngelTokens?> RefreshAsync(AngelTokens old, int generation, CancellationToken stop)
    {
        if (old.Refresh.Reveal().Length == 0) return null;
        AngelReply reply = await rest.SendAsync(
            HttpMethod.Post, AngelPaths.Tokens, JsonBody.Of(("refreshToken", old.Refresh.Reveal())), old, rest.Limits.Tokens, true, stop).ConfigureAwait(false);
        return reply.IsGood ? AngelTokens.Read(reply.Data, generation, Now, old.Refresh) : null;
    }

    private Timestamp Now => LiveTime.Now(time);

    private string Clean(string words) => redactor.Clean(words);

    private VendorException Refusal(string what, AngelReply reply, string remedy) =>
        new(Clean($"Angel One: {what}: {reply.Words}; {remedy}")) { IsFinal = true, Code = reply.Code };
}
