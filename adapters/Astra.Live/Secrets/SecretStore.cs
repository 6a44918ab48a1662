namespace Astra.Live;

public sealed class SecretStore
{
    /// <param name="prefix">Without the last underscore: <c>ASTRA_ANGELONE</c>.</param>
    /// <param name="file">A file of <c>NAME=value</c> lines; null for the usual place, which need not exist.</param>
    /// <exception cref="VendorException">The file is missing, not to be read, or open to others; final.</exception>
    public static SecretStore Open(string prefix, string? file) => throw new NotSupportedException();

    /// <param name="name">Without the prefix: <c>PIN</c>.</param>
    /// <returns>Null when nobody gave it, or gave it empty.</returns>
    public Secret? Find(string name) => throw new NotSupportedException();

    /// <exception cref="VendorException">Nobody gave it; names the places where it may be given; final.</exception>
    public Secret Require(string name) => throw new NotSupportedException();

    /// <summary>All secrets with this prefix.</summary>
    public IReadOnlyList<Secret> All => throw new NotSupportedException();

    /// <summary>Knows all of them; tokens that a login brings are added as they come.</summary>
    public Redactor Redactor { get; } = new();
}
