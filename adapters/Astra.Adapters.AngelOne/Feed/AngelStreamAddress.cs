namespace Astra.Adapters.AngelOne;

/// <summary>
/// Where the tick stream is. An address without a path may mean the vendor's usual path or itself: both are tried in turn until one answers, and that one is kept.
/// </summary>
internal sealed class AngelStreamAddress(Uri configured)
{
    private const string UsualPath = "/smart-stream";

    private readonly Uri? _usual = configured.AbsolutePath is "" or "/" ? new Uri(configured, UsualPath) : null;
    private bool _settled;
    private bool _plain;
    private int _attempts;

    public Uri Next()
    {
        if (_usual is null) return configured;
        if (!_settled) _plain = _attempts++ % 2 == 1;
        return _plain ? configured : _usual;
    }

    /// <summary>The last address let us in, or refused our tokens: it is the right one.</summary>
    public void Answered() => _settled = true;
}
