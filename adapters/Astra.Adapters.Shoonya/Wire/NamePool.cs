using System.Text;

namespace Astra.Adapters.Shoonya;

/// <summary>Strings of names that come again and again, so that a field that is always bad does not cost a string a frame.</summary>
internal sealed class NamePool
{
    private const int Places = 256;

    private readonly string?[] _names = new string?[Places];

    public string Of(ReadOnlySpan<byte> name)
    {
        uint hash = 2166136261;
        foreach (byte letter in name) hash = (hash ^ letter) * 16777619;
        ref string? place = ref _names[hash % Places];
        if (place is null || !Ascii.Equals(name, place)) place = Encoding.UTF8.GetString(name);
        return place;
    }
}
