using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.Shoonya;

/// <summary>
/// Holds the session: signs in once, hands the token to whoever calls or connects, and sees to it that a token that was refused is never presented again.
/// Safe for several callers.
/// </summary>
internal sealed class ShoonyaSession : IDisposable
{
    private readonly ShoonyaOptions _options;
    private readonly ShoonyaSecrets _secrets;
    private readonly Endpoints _endpoints;
    private readonly RestClient _client;
    private readonly TimeProvider _time;
    private readonly Action<string> _tell;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly HashSet<string> _refused = [];
    private OneTimeCodes? _codes;
    private ShoonyaToken? _token;
    private bool _codeSpent;
    private VendorException? _final;

    /// <param name="tell">Told what a person must do, for example to open the consent page.</param>
    public ShoonyaSession(ShoonyaOptions options, ShoonyaSecrets secrets, RestClient client, TimeProvider time, Action<string> tell)
    {
        (_options, _secrets, _client, _time, _tell) = (options, secrets, client, time, tell);
        Dialect = options.Dialect == ShoonyaDialect.Auto ? secrets.Dialect : options.Dialect;
        _endpoints = new Endpoints(options, Dialect);
    }

    public ShoonyaDialect Dialect { get; }

    public Endpoints Endpoints => _endpoints;

    public ShoonyaSecrets Secrets => _secrets;

    /// <summary>User and account of the session, or of the secrets before there is one; empty where neither tells.</summary>
    public (string User, string Account) Owner =>
        Volatile.Read(ref _token) is { } token ? (token.User, token.Account) : (_secrets.User?.Reveal() ?? "", (_secrets.Account ?? _secrets.User)?.Reveal() ?? "");

    /// <summary>Whether a new token can be had without a person.</summary>
    public bool CanRenew => Dialect == ShoonyaDialect.Legacy;

    /// <summary>See <see cref="IMarketFeed.ServerAhead"/>.</summary>
    public TimeSpan? ServerAhead => _client.ServerAhead;

    public Timestamp Now => LiveTime.Now(_time);

    /// <summary>The token to use now; signs in when there is none that lives.</summary>
    /// <exception cref="VendorException">There is none to be had.</exception>
    public async ValueTask<ShoonyaToken> TokenAsync(CancellationToken stop)
    {
        if (Living() is { } living) return living;
        await _gate.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (Living() is { } other) return other;
            if (_final is { } final) throw new VendorException(final.Message) { IsFinal = true, Code = final.Code };
            try
            {
                ShoonyaToken token = Dialect == ShoonyaDialect.Legacy ? await QuickAuthAsync(stop).ConfigureAwait(false) : await OAuthAsync(stop).ConfigureAwait(false);
                if (WasRefused(token.Value)) throw Problem("the login brought a token that was refused before", ShoonyaFault.SessionDead);
                _secrets.Redactor?.Add(token.Value);
                return _token = token;
            }
            catch (VendorException failed) when (failed.IsFinal)
            {
                // Whoever asks next hears the same, without another try at the vendor's door.
                _final = failed;
                throw;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The vendor has refused the token. One that never worked was wrong from the start, so signing in again would do harm.</summary>
    public void Refused(ShoonyaToken token)
    {
        lock (_refused)
        {
            _refused.Add(token.Value.Reveal());
            if (!ReferenceEquals(_token, token)) return;
            _token = null;
            if (!token.HasWorked) _final = Problem("the session token was refused", ShoonyaFault.SessionDead);
        }
    }

    /// <summary>An error of the vendor as an exception, with the remedy and without secrets.</summary>
    public VendorException Problem(string what, ShoonyaFault fault, string vendorWords = "")
    {
        string remedy = ShoonyaFaults.Remedy(fault);
        string words = vendorWords.Length == 0 ? "" : $" ({_secrets.Clean(vendorWords)})";
        return new VendorException($"Shoonya: {what}{words}{(remedy.Length == 0 ? "" : "; " + remedy)}")
        {
            IsFinal = ShoonyaFaults.IsFinal(fault),
            Code = fault.ToString(),
        };
    }

    public void Dispose() => _gate.Dispose();

    private bool WasRefused(Secret token)
    {
        lock (_refused) return _refused.Contains(token.Reveal());
    }

    private ShoonyaToken? Living()
    {
        ShoonyaToken? token = Volatile.Read(ref _token);
        return token is not null && Now < token.FlushedAt ? token : null;
    }

    private async Task<ShoonyaToken> QuickAuthAsync(CancellationToken stop)
    {
        string user = Need(_secrets.User, "USER").Reveal();
        Secret password = Need(_secrets.Password, "PASSWORD"), key = Need(_secrets.ApiKey, "APIKEY");
        _codes ??= new OneTimeCodes("Shoonya", Need(_secrets.Totp, "TOTP"), _time);
        string code = await _codes.NextAsync(stop).ConfigureAwait(false);
        ShoonyaReply reply = await LoginAsync(
            "QuickAuth", LoginBody.QuickAuth(user, password.Reveal(), code, _secrets.Vendor?.Reveal() ?? user + "_U", key.Reveal(), "astra"), stop).ConfigureAwait(false);
        return reply.Find("susertoken") is { } token
            ? new ShoonyaToken(new Secret(token), user, reply.Find("actid") ?? _secrets.Account?.Reveal() ?? user, Now)
            : throw Problem("the login's answer holds no token", ShoonyaFault.Other);
    }

    private async Task<ShoonyaToken> OAuthAsync(CancellationToken stop)
    {
        string? user = _secrets.User?.Reveal();
        if (_secrets.Token is { } ready && !WasRefused(ready) && _token is null)
        {
            user ??= Need(_secrets.User, "USER").Reveal();
            return new ShoonyaToken(ready, user, _secrets.Account?.Reveal() ?? user, Now);
        }
        Secret? code = _codeSpent ? null : _secrets.Code;
        if (code is null && _options.RedirectPort is null)
        {
            string again = _refused.Count > 0 || _codeSpent || _token is not null ? " again, as the last session is over" : "";
            throw new VendorException(
                $"Shoonya: a person must sign in{again}: open {_options.Consent}?client_id= with your client id behind it, and give the code "
                + $"from the address that follows as {ShoonyaSecrets.Prefix}_CODE, or a ready-made token as {ShoonyaSecrets.Prefix}_TOKEN; "
                + "with --consent-port Astra waits for the browser itself") { IsFinal = true };
        }
        Secret clientId = Need(_secrets.ClientId, "CLIENTID"), secret = Need(_secrets.ClientSecret, "SECRET");
        if (code is null)
        {
            _tell($"Shoonya: open {ConsentPage()} in a browser on this machine and sign in");
            code = await new ConsentListener(_options.RedirectPort!.Value, _options.ConsentTimeout, _time).CodeAsync(stop).ConfigureAwait(false);
        }
        _secrets.Redactor?.Add(code);
        // A code is good once, whatever comes of it.
        _codeSpent = true;
        ShoonyaReply reply = await LoginAsync("GenAcsTok", LoginBody.GenAcsTok(clientId.Reveal(), secret.Reveal(), code.Reveal(), user), stop).ConfigureAwait(false);
        if (reply.Find("access_token") is not { } token) throw Problem("the login's answer holds no token", ShoonyaFault.Other);
        user = reply.Find("USERID") ?? reply.Find("uid") ?? user ?? Need(null, "USER").Reveal();
        return new ShoonyaToken(new Secret(token), user, reply.Find("actid") ?? _secrets.Account?.Reveal() ?? user, Now);
    }

    private async Task<ShoonyaReply> LoginAsync(string call, IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken stop)
    {
        while (true)
        {
            RestReply answer = await _client.SendAsync(
                new RestCall(HttpMethod.Post, _endpoints.Rest(call)) 
                {
                    Body = RestBody.Write(fields),
                    ContentType = "text/plain",
                    // A code that a failing gateway swallowed may be shown again: the worst is that it was used. A one-time code may not.
                    Idempotent = call == "GenAcsTok",
                }, stop).ConfigureAwait(false);
            if (answer.Status == 404 && _endpoints.TryOtherRest()) continue;
            ShoonyaReply reply = ShoonyaReply.Read(answer.Status, answer.Body);
            if (reply.IsOk) return reply;
            // Any refusal in words is final: another try with the same details cannot help and may block the user.
            VendorException problem = Problem("the login was refused", reply.Fault, reply.Message);
            if (reply.Fault is ShoonyaFault.Gateway or ShoonyaFault.RateLimited) throw problem;
            throw new VendorException(problem.Message) { IsFinal = true, Code = problem.Code };
        }
    }

    /// <summary>With the client id in it: for the person who signs in, not for messages.</summary>
    private string ConsentPage() =>
        $"{_options.Consent}?client_id={Uri.EscapeDataString(Need(_secrets.ClientId, "CLIENTID").Reveal())}";

    private static Secret Need(Secret? secret, string name) => secret
        ?? throw new VendorException($"Shoonya: {ShoonyaSecrets.Prefix}_{name} is missing; give it in the environment, in user-secrets or in the secrets file") { IsFinal = true };
}
